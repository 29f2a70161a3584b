<?php
// Runs the DES code found in PHP servers, and prints rows like JavaSnippets.java.
// Needs the mcrypt extension and OpenSSL's legacy provider (OPENSSL_CONF=openssl-legacy.cnf).

const TEXTS = [
  '{"memberId":"K1H93QDKI00B7"}',
  '{"memberId":"会员😀"}',
  '{"orgCode":"0101","cardType":"95800001"}',
];

function show(string $id, string $title, string $code, array $settings, string $key, callable $snippet): void {
  foreach (TEXTS as $text) {
    $expect = $snippet($text, $key);
    if (!is_string($expect)) {
      fwrite(STDERR, "$id failed: is the legacy provider on?\n");
      exit(1);
    }
    $row = ['id' => $id, 'language' => 'PHP', 'title' => $title, 'code' => $code,
      'cipher' => ['key' => $key] + $settings, 'text' => $text, 'expect' => $expect];
    echo json_encode($row, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), "\n";
  }
}

show('php-openssl-ecb', 'openssl_encrypt, des-ecb, hex',
  "strtoupper(bin2hex(openssl_encrypt(\$text, 'des-ecb', \$key, OPENSSL_RAW_DATA)))",
  ['keyDerivation' => 'zeroFill'], 'hkl-key',
  fn($text, $key) => strtoupper(bin2hex(openssl_encrypt($text, 'des-ecb', $key, OPENSSL_RAW_DATA))));
show('php-openssl-base64', 'openssl_encrypt, des-ecb, its own Base64', "openssl_encrypt(\$text, 'des-ecb', \$key)",
  ['output' => 'base64'], 'hkl-demo-key',
  fn($text, $key) => openssl_encrypt($text, 'des-ecb', $key));
show('php-openssl-cbc', 'openssl_encrypt, des-cbc, the key is the IV too',
  "openssl_encrypt(\$text, 'des-cbc', \$key, 0, \$key)",
  ['mode' => 'CBC', 'iv' => 'key', 'output' => 'base64'], 'hkl-demo',
  fn($text, $key) => openssl_encrypt($text, 'des-cbc', $key, 0, $key));
show('php-openssl-3des', 'openssl_encrypt, des-ede3 (3DES/ECB)', "openssl_encrypt(\$text, 'des-ede3', \$key)",
  ['algorithm' => '3DES', 'keyDerivation' => 'zeroFill', 'output' => 'base64'], 'hkl-demo-16bytes',
  fn($text, $key) => openssl_encrypt($text, 'des-ede3', $key));
show('php-mcrypt', 'mcrypt, which fills the text with zeros',
  "bin2hex(mcrypt_encrypt(MCRYPT_DES, \$key, \$text, MCRYPT_MODE_ECB))",
  ['padding' => 'zero', 'output' => 'hex'], 'hkl-demo',
  fn($text, $key) => bin2hex(mcrypt_encrypt(MCRYPT_DES, $key, $text, MCRYPT_MODE_ECB)));
