<?php
// Runs the key derivations found in code of PHP servers, and prints rows like JavaSnippets.java. Prints the same rows every time,
// and random ones with the argument --random. Needs OpenSSL's legacy provider (OPENSSL_CONF=openssl-legacy.cnf).

const ROWS = 12;

if (!in_array('--random', $argv, true)) {
  mt_srand(20200211);
}

/** Printable ASCII with some Chinese characters. */
function any_text(int $length): string {
  $text = '';
  for ($i = 0; $i < $length; $i++) {
    $text .= mt_rand(0, 11) === 0 ? mb_character(mt_rand(0x4E00, 0x9FA4)) : chr(mt_rand(0x21, 0x7E));
  }
  return $text;
}

/** A Chinese character in UTF-8, which takes three bytes. */
function mb_character(int $code): string {
  return chr(0xE0 | $code >> 12) . chr(0x80 | $code >> 6 & 0x3F) . chr(0x80 | $code & 0x3F);
}

function show(string $id, string $title, string $code, array $settings, callable $snippet): void {
  for ($i = 0; $i < ROWS; $i++) {
    $key = any_text(mt_rand(1, 40));
    $text = json_encode(['memberId' => any_text(13)], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
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

show('php-md5-des', 'openssl_encrypt, des-cbc, the first 8 digits of the MD5 are key and IV',
  "\$k = substr(md5(\$key), 0, 8); openssl_encrypt(\$text, 'des-cbc', \$k, 0, \$k)",
  ['mode' => 'CBC', 'iv' => 'key', 'keyDerivation' => 'md5Lower', 'output' => 'base64'],
  function ($text, $key) {
    $k = substr(md5($key), 0, 8);
    return openssl_encrypt($text, 'des-cbc', $k, 0, $k);
  });
show('php-md5-3des', 'openssl_encrypt, des-ede3 (3DES/ECB), the MD5 in digits, of which it takes 24',
  "openssl_encrypt(\$text, 'des-ede3', md5(\$key))",
  ['algorithm' => '3DES', 'keyDerivation' => 'md5Lower', 'output' => 'base64'],
  fn($text, $key) => openssl_encrypt($text, 'des-ede3', md5($key)));
show('php-md5-16-3des', 'openssl_encrypt, des-ede (3DES/ECB with two keys), the first 16 digits of the MD5',
  "openssl_encrypt(\$text, 'des-ede', substr(md5(\$key), 0, 16))",
  ['algorithm' => '3DES', 'keyDerivation' => 'md5Lower16', 'output' => 'base64'],
  fn($text, $key) => openssl_encrypt($text, 'des-ede', substr(md5($key), 0, 16)));
show('php-md5-bytes-des', 'openssl_encrypt, des-ecb, the bytes of the MD5, of which it takes 8, hex',
  "bin2hex(openssl_encrypt(\$text, 'des-ecb', md5(\$key, true), OPENSSL_RAW_DATA))",
  ['keyDerivation' => 'md5Bytes', 'output' => 'hex'],
  fn($text, $key) => bin2hex(openssl_encrypt($text, 'des-ecb', md5($key, true), OPENSSL_RAW_DATA)));
show('php-md5-bytes-3des', 'openssl_encrypt, des-ede3 (3DES/ECB), the bytes of the MD5 and the first 8 again',
  "\$k = md5(\$key, true); \$k .= substr(\$k, 0, 8); openssl_encrypt(\$text, 'des-ede3', \$k)",
  ['algorithm' => '3DES', 'keyDerivation' => 'md5Bytes', 'output' => 'base64'],
  function ($text, $key) {
    $k = md5($key, true);
    $k .= substr($k, 0, 8);
    return openssl_encrypt($text, 'des-ede3', $k);
  });
show('php-sha1-des', 'openssl_encrypt, des-ecb, the bytes of the SHA-1, of which it takes 8, hex',
  "bin2hex(openssl_encrypt(\$text, 'des-ecb', sha1(\$key, true), OPENSSL_RAW_DATA))",
  ['keyDerivation' => 'sha1', 'output' => 'hex'],
  fn($text, $key) => bin2hex(openssl_encrypt($text, 'des-ecb', sha1($key, true), OPENSSL_RAW_DATA)));
show('php-sha1-3des', 'openssl_encrypt, des-ede3 (3DES/ECB), the bytes of the SHA-1, which it fills with zeros',
  "openssl_encrypt(\$text, 'des-ede3', sha1(\$key, true))",
  ['algorithm' => '3DES', 'keyDerivation' => 'sha1', 'output' => 'base64'],
  fn($text, $key) => openssl_encrypt($text, 'des-ede3', sha1($key, true)));
