import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.DESKeySpec;
import javax.crypto.spec.DESedeKeySpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Runs the key derivations found in code of Java servers, with another key and text in each row, and prints rows like
 * JavaSnippets.java. Prints the same rows every time, and random ones with the argument --random.
 */
public class Derivations {
  interface Snippet {
    String encrypt(String text, String key) throws Exception;
  }

  static final int ROWS = 12;
  static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  static Random random = new Random(20200211);

  // ---------------------------------------------------------------- the snippets

  static String desedeKeySpec(String text, String key) throws Exception {
    DESedeKeySpec spec = new DESedeKeySpec(key.getBytes(StandardCharsets.UTF_8));
    SecretKey secretKey = SecretKeyFactory.getInstance("DESede").generateSecret(spec);
    Cipher cipher = Cipher.getInstance("DESede/ECB/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey);
    return upperHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String md5HexDes(String text, String key) throws Exception {
    byte[] eight = lowerHex(digest("MD5", key)).substring(0, 8).getBytes(StandardCharsets.UTF_8);
    Cipher cipher = Cipher.getInstance("DES/CBC/PKCS5Padding");
    SecretKey secretKey = SecretKeyFactory.getInstance("DES").generateSecret(new DESKeySpec(eight));
    cipher.init(Cipher.ENCRYPT_MODE, secretKey, new IvParameterSpec(eight));
    return upperHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String md5HexDesede(String text, String key) throws Exception {
    byte[] digits = lowerHex(digest("MD5", key)).getBytes(StandardCharsets.UTF_8);
    SecretKey secretKey = SecretKeyFactory.getInstance("DESede").generateSecret(new DESedeKeySpec(digits));
    Cipher cipher = Cipher.getInstance("DESede");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey);
    return base64(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String md5Hex16Desede(String text, String key) throws Exception {
    String sixteen = lowerHex(digest("MD5", key)).substring(0, 16);
    byte[] keys = (sixteen + sixteen.substring(0, 8)).getBytes(StandardCharsets.UTF_8);
    Cipher cipher = Cipher.getInstance("DESede/ECB/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys, "DESede"));
    return lowerHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String md5BytesDes(String text, String key) throws Exception {
    SecretKey secretKey = SecretKeyFactory.getInstance("DES").generateSecret(new DESKeySpec(digest("MD5", key)));
    Cipher cipher = Cipher.getInstance("DES");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey);
    return upperHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String md5BytesDesede(String text, String key) throws Exception {
    byte[] keys = Arrays.copyOf(digest("MD5", key), 24);
    for (int j = 0, k = 16; j < 8; ) keys[k++] = keys[j++];
    Cipher cipher = Cipher.getInstance("DESede/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys, "DESede"), new IvParameterSpec(new byte[8]));
    return base64(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String sha1Des(String text, String key) throws Exception {
    SecretKey secretKey = SecretKeyFactory.getInstance("DES").generateSecret(new DESKeySpec(digest("SHA-1", key)));
    Cipher cipher = Cipher.getInstance("DES/ECB/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, secretKey);
    return upperHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String sha1Desede(String text, String key) throws Exception {
    byte[] keys = Arrays.copyOf(digest("SHA-1", key), 24);
    Cipher cipher = Cipher.getInstance("DESede/ECB/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys, "DESede"));
    return base64(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] digest(String name, String key) throws Exception {
    return MessageDigest.getInstance(name).digest(key.getBytes(StandardCharsets.UTF_8));
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

  /** Printable ASCII with some Chinese characters. */
  static String anyText(int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      boolean chinese = random.nextInt(12) == 0;
      out.append((char) (chinese ? 0x4E00 + random.nextInt(0x51A5) : '!' + random.nextInt(94)));
    }
    return out.toString();
  }

  static void show(String id, String title, String code, String settings, int least, int most, Snippet snippet)
      throws Exception {
    for (int i = 0; i < ROWS; i++) {
      String key = anyText(least + random.nextInt(most - least + 1));
      String text = "{\"memberId\":" + quote(anyText(13)) + "}";
      OUT.println("{\"id\":\"" + id + "\",\"language\":\"Java\",\"title\":" + quote(title) + ",\"code\":" + quote(code)
          + ",\"cipher\":{\"key\":" + quote(key) + "," + settings + "},\"text\":" + quote(text) + ",\"expect\":"
          + quote(snippet.encrypt(text, key)) + "}");
    }
  }

  public static void main(String[] args) throws Exception {
    if (Arrays.asList(args).contains("--random")) random = new SecureRandom();
    show("java-desede-key-spec", "3DES/ECB, of a key longer than 24 bytes the first 24",
        "new DESedeKeySpec(key.getBytes()); Cipher.getInstance(\"DESede/ECB/PKCS5Padding\")",
        "\"algorithm\":\"3DES\"", 25, 40, Derivations::desedeKeySpec);
    show("java-md5-hex-des", "DES/CBC, the first 8 digits of the lower-case MD5 are key and IV",
        "md5Hex(key).substring(0, 8).getBytes(); Cipher.getInstance(\"DES/CBC/PKCS5Padding\")",
        "\"mode\":\"CBC\",\"iv\":\"key\",\"keyDerivation\":\"md5Lower\"", 1, 40, Derivations::md5HexDes);
    show("java-md5-hex-desede", "3DES/ECB, the first 24 digits of the lower-case MD5, Base64",
        "new DESedeKeySpec(md5Hex(key).getBytes()); Cipher.getInstance(\"DESede\"); Base64",
        "\"algorithm\":\"3DES\",\"keyDerivation\":\"md5Lower\",\"output\":\"base64\"", 1, 40,
        Derivations::md5HexDesede);
    show("java-md5-hex-16-desede", "3DES/ECB, the first 16 digits of the lower-case MD5 and the first 8 again",
        "String k = md5Hex(key).substring(0, 16); new SecretKeySpec((k + k.substring(0, 8)).getBytes(), \"DESede\")",
        "\"algorithm\":\"3DES\",\"keyDerivation\":\"md5Lower16\",\"output\":\"hex\"", 1, 40,
        Derivations::md5Hex16Desede);
    show("java-md5-bytes-des", "DES/ECB, the first 8 bytes of the MD5",
        "new DESKeySpec(MessageDigest.getInstance(\"MD5\").digest(key.getBytes())); Cipher.getInstance(\"DES\")",
        "\"keyDerivation\":\"md5Bytes\"", 1, 40, Derivations::md5BytesDes);
    show("java-md5-bytes-desede", "3DES/CBC, the bytes of the MD5 and the first 8 again, an IV of zeros, Base64",
        "keyBytes = Arrays.copyOf(md5, 24); for (j = 0, k = 16; j < 8;) keyBytes[k++] = keyBytes[j++]; Base64",
        "\"algorithm\":\"3DES\",\"mode\":\"CBC\",\"iv\":\"0000000000000000\",\"keyDerivation\":\"md5Bytes\","
            + "\"output\":\"base64\"", 1, 40, Derivations::md5BytesDesede);
    show("java-sha1-des", "DES/ECB, the first 8 bytes of the SHA-1",
        "new DESKeySpec(MessageDigest.getInstance(\"SHA-1\").digest(key.getBytes())); Cipher.getInstance(\"DES\")",
        "\"keyDerivation\":\"sha1\"", 1, 40, Derivations::sha1Des);
    show("java-sha1-desede", "3DES/ECB, the bytes of the SHA-1 filled with zeros, Base64",
        "new SecretKeySpec(Arrays.copyOf(sha1, 24), \"DESede\"); Cipher.getInstance(\"DESede/ECB/PKCS5Padding\")",
        "\"algorithm\":\"3DES\",\"keyDerivation\":\"sha1\",\"output\":\"base64\"", 1, 40, Derivations::sha1Desede);
    OUT.flush();
  }
}
