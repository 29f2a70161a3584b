import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.DESKeySpec;
import javax.crypto.spec.DESedeKeySpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Runs the DES code found in servers, most frequent first, on the same texts.
 * Prints one JSON object per line: the code, the client's settings that match it, the text and the result.
 * Rows with "equivalent" run Java code that is equivalent to the named code of another platform or of a library.
 */
public class JavaSnippets {
  interface Snippet {
    String encrypt(String text, String key) throws Exception;
  }

  static final String[] TEXTS = {
    "{\"memberId\":\"K1H93QDKI00B7\"}",
    "{\"memberId\":\"\u4F1A\u5458\uD83D\uDE00\"}",
    "{\"orgCode\":\"0101\",\"cardType\":\"95800001\"}",
  };

  static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);

  // ---------------------------------------------------------------- the snippets

  static String desWithDesKeySpec(String text, String key) throws Exception {
    DESKeySpec spec = new DESKeySpec(key.getBytes(StandardCharsets.UTF_8));
    SecretKey secretKey = SecretKeyFactory.getInstance("DES").generateSecret(spec);
    Cipher cipher = Cipher.getInstance("DES");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey, new SecureRandom());
    return upperHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String cbcWithKeyAsIv(String text, String key) throws Exception {
    DESKeySpec spec = new DESKeySpec(key.getBytes(StandardCharsets.UTF_8));
    SecretKey secretKey = SecretKeyFactory.getInstance("DES").generateSecret(spec);
    Cipher cipher = Cipher.getInstance("DES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey, new IvParameterSpec(key.getBytes(StandardCharsets.UTF_8)));
    return upperHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String keyGeneratorWithSha1Prng(String text, String key) throws Exception {
    SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(key.getBytes(StandardCharsets.UTF_8));
    KeyGenerator generator = KeyGenerator.getInstance("DES");
    generator.init(random);
    Key secretKey = generator.generateKey();
    Cipher cipher = Cipher.getInstance("DES/ECB/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey);
    return upperHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String desedeEcb(String text, String key) throws Exception {
    DESedeKeySpec spec = new DESedeKeySpec(key.getBytes(StandardCharsets.UTF_8));
    SecretKey secretKey = SecretKeyFactory.getInstance("DESede").generateSecret(spec);
    Cipher cipher = Cipher.getInstance("DESede/ECB/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey);
    return base64(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String desedeCbc(String text, String key) throws Exception {
    SecretKey secretKey = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "DESede");
    Cipher cipher = Cipher.getInstance("DESede/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey, new IvParameterSpec("01234567".getBytes(StandardCharsets.UTF_8)));
    return base64(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String desedeTwoKeys(String text, String key) throws Exception {
    byte[] sixteen = key.getBytes(StandardCharsets.UTF_8);
    byte[] twentyFour = new byte[24];
    System.arraycopy(sixteen, 0, twentyFour, 0, 16);
    System.arraycopy(sixteen, 0, twentyFour, 16, 8);
    Cipher cipher = Cipher.getInstance("DESede/ECB/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(twentyFour, "DESede"));
    return upperHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String cbcWithFixedIv(String text, String key) throws Exception {
    byte[] iv = {1, 2, 3, 4, 5, 6, 7, 8};
    Cipher cipher = Cipher.getInstance("DES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "DES"),
        new IvParameterSpec(iv));
    return base64(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String desPlus(String text, String key) throws Exception {
    byte[] given = key.getBytes(StandardCharsets.UTF_8);
    byte[] eight = new byte[8];
    for (int i = 0; i < given.length && i < eight.length; i++) eight[i] = given[i];
    Cipher cipher = Cipher.getInstance("DES");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(eight, "DES"));
    return lowerHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String build3DesKey(String text, String key) throws Exception {
    byte[] given = key.getBytes(StandardCharsets.UTF_8);
    byte[] twentyFour = new byte[24];
    System.arraycopy(given, 0, twentyFour, 0, Math.min(given.length, twentyFour.length));
    Cipher cipher = Cipher.getInstance("DESede");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(twentyFour, "DESede"));
    return upperHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String dotNetMd5(String text, String key) throws Exception {
    byte[] digest = MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));
    byte[] eight = upperHex(digest).substring(0, 8).getBytes(StandardCharsets.US_ASCII);
    Cipher cipher = Cipher.getInstance("DES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(eight, "DES"), new IvParameterSpec(eight));
    return upperHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String dotNetFixedIv(String text, String key) throws Exception {
    byte[] iv = {0x12, 0x34, 0x56, 0x78, (byte) 0x90, (byte) 0xAB, (byte) 0xCD, (byte) 0xEF};
    byte[] eight = key.substring(0, 8).getBytes(StandardCharsets.UTF_8);
    Cipher cipher = Cipher.getInstance("DES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(eight, "DES"), new IvParameterSpec(iv));
    return base64(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String noPaddingWithZeros(String text, String key) throws Exception {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    int length = data.length;
    if (length % 8 != 0) length += 8 - length % 8;
    byte[] filled = new byte[length];
    System.arraycopy(data, 0, filled, 0, data.length);
    SecretKey secretKey = SecretKeyFactory.getInstance("DES")
        .generateSecret(new DESKeySpec(key.getBytes(StandardCharsets.UTF_8)));
    Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey);
    return upperHex(cipher.doFinal(filled));
  }

  static String base64Output(String text, String key) throws Exception {
    SecretKey secretKey = SecretKeyFactory.getInstance("DES")
        .generateSecret(new DESKeySpec(key.getBytes(StandardCharsets.UTF_8)));
    Cipher cipher = Cipher.getInstance("DES/ECB/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey);
    return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String hutool(String text, String key) throws Exception {
    DESKeySpec spec = new DESKeySpec(key.getBytes(StandardCharsets.UTF_8));
    SecretKey secretKey = SecretKeyFactory.getInstance("DES").generateSecret(spec);
    Cipher cipher = Cipher.getInstance("DES/ECB/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey);
    return lowerHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  // ---------------------------------------------------------------- printing

  static String upperHex(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes) out.append(String.format("%02X", b));
    return out.toString();
  }

  static String lowerHex(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes) out.append(String.format("%02x", b));
    return out.toString();
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static void show(String id, String language, String title, String code, String settings, String key, Snippet snippet)
      throws Exception {
    for (String text : TEXTS) {
      OUT.println("{\"id\":\"" + id + "\",\"language\":\"" + language + "\",\"title\":" + quote(title) + ",\"code\":"
          + quote(code) + (language.equals("Java") ? "" : ",\"equivalent\":true") + ",\"cipher\":{\"key\":"
          + quote(key) + (settings.isEmpty() ? "" : ",") + settings + "},\"text\":" + quote(text) + ",\"expect\":"
          + quote(snippet.encrypt(text, key)) + "}");
    }
  }

  public static void main(String[] args) throws Exception {
    show("des-key-spec", "Java", "DES with DESKeySpec, the default mode and padding",
        "new DESKeySpec(key.getBytes()); Cipher.getInstance(\"DES\")",
        "", "hkl-demo-key", JavaSnippets::desWithDesKeySpec);
    show("des-cbc-key-iv", "Java", "DES/CBC, the key is the IV too",
        "Cipher.getInstance(\"DES/CBC/PKCS5Padding\"); new IvParameterSpec(key.getBytes())",
        "\"mode\":\"CBC\",\"iv\":\"key\"", "hkl-demo", JavaSnippets::cbcWithKeyAsIv);
    show("des-sha1prng", "Java", "KeyGenerator with a seeded SHA1PRNG",
        "SecureRandom.getInstance(\"SHA1PRNG\").setSeed(key.getBytes()); KeyGenerator.getInstance(\"DES\").init(...)",
        "\"keyDerivation\":\"sha1prng\"", "hkl-demo-key", JavaSnippets::keyGeneratorWithSha1Prng);
    show("desede-ecb", "Java", "3DES/ECB, a key of 24 bytes, Base64",
        "new DESedeKeySpec(key.getBytes()); Cipher.getInstance(\"DESede/ECB/PKCS5Padding\"); Base64",
        "\"algorithm\":\"3DES\",\"output\":\"base64\"", "hkl-demo-key-of-24-bytes", JavaSnippets::desedeEcb);
    show("desede-cbc", "Java", "3DES/CBC with an IV of its own, Base64",
        "Cipher.getInstance(\"DESede/CBC/PKCS5Padding\"); new IvParameterSpec(\"01234567\".getBytes()); Base64",
        "\"algorithm\":\"3DES\",\"mode\":\"CBC\",\"iv\":\"3031323334353637\",\"output\":\"base64\"",
        "hkl-demo-key-of-24-bytes", JavaSnippets::desedeCbc);
    show("desede-two-keys", "Java", "3DES/ECB, a key of 16 bytes whose first 8 are used again",
        "System.arraycopy(key16, 0, key24, 16, 8); Cipher.getInstance(\"DESede/ECB/PKCS5Padding\")",
        "\"algorithm\":\"3DES\"", "hkl-demo-16bytes", JavaSnippets::desedeTwoKeys);
    show("des-cbc-fixed-iv", "Java", "DES/CBC with a fixed IV, Base64",
        "byte[] iv = {1, 2, 3, 4, 5, 6, 7, 8}; Cipher.getInstance(\"DES/CBC/PKCS5Padding\"); Base64",
        "\"mode\":\"CBC\",\"iv\":\"0102030405060708\",\"output\":\"base64\"", "hkl-demo", JavaSnippets::cbcWithFixedIv);
    show("des-plus", "Java", "DESPlus: the key is filled with zeros to 8 bytes",
        "byte[] arrB = new byte[8]; ... new SecretKeySpec(arrB, \"DES\"); Cipher.getInstance(\"DES\")",
        "\"keyDerivation\":\"zeroFill\",\"output\":\"hex\"", "hkl", JavaSnippets::desPlus);
    show("build3deskey", "Java", "build3DesKey: the key is filled with zeros to 24 bytes",
        "byte[] key = new byte[24]; System.arraycopy(...); Cipher.getInstance(\"DESede\")",
        "\"algorithm\":\"3DES\",\"keyDerivation\":\"zeroFill\"", "hkl-demo-key", JavaSnippets::build3DesKey);
    show("dotnet-md5", ".NET", "first 8 characters of the MD5 as key and IV",
        "des.Key = des.IV = ASCII.GetBytes(HashPasswordForStoringInConfigFile(key, \"md5\").Substring(0, 8))",
        "\"mode\":\"CBC\",\"iv\":\"key\",\"keyDerivation\":\"md5\"", "hkl-demo-key", JavaSnippets::dotNetMd5);
    show("dotnet-fixed-iv", ".NET", "DESCryptoServiceProvider with the IV 12 34 56 78 90 AB CD EF, Base64",
        "byte[] Keys = { 0x12, 0x34, 0x56, 0x78, 0x90, 0xAB, 0xCD, 0xEF }; des.CreateEncryptor(rgbKey, Keys)",
        "\"mode\":\"CBC\",\"iv\":\"1234567890abcdef\",\"output\":\"base64\"", "hkl-demo-key",
        JavaSnippets::dotNetFixedIv);
    show("des-zero-padding", "Java", "DES/ECB/NoPadding, the text filled with zeros",
        "Cipher.getInstance(\"DES/ECB/NoPadding\"); if (length % 8 != 0) length += 8 - length % 8",
        "\"padding\":\"zero\"", "hkl-demo-key", JavaSnippets::noPaddingWithZeros);
    show("des-base64", "Java", "DES/ECB, Base64",
        "Cipher.getInstance(\"DES/ECB/PKCS5Padding\"); Base64.getEncoder().encodeToString(...)",
        "\"output\":\"base64\"", "hkl-demo-key", JavaSnippets::base64Output);
    show("hutool", "Java (Hutool)", "Hutool SecureUtil.des",
        "SecureUtil.des(key.getBytes()).encryptHex(text)",
        "\"output\":\"hex\"", "hkl-demo-key", JavaSnippets::hutool);
    OUT.flush();
  }
}
