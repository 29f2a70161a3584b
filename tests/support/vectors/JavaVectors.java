import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.DESKeySpec;
import javax.crypto.spec.DESedeKeySpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Prints the results of javax.crypto for every cipher scheme, one JSON object per line.
 *
 * <pre>
 * java JavaVectors.java [encrypt|decrypt|draws] [--seed N | --random] [--rows N]
 * </pre>
 *
 * encrypt: settings and a text, and the ciphertext or Java's exception.
 * decrypt: settings and a ciphertext, and the text or Java's exception.
 * draws:   SHA1PRNG streams, and the keys that the two key generators draw from a stream.
 * The source is ASCII, because the launcher reads it in the machine's charset. The same seed prints the same rows.
 * --rows prints fewer of them, evenly spread, or adds random ones (encrypt only).
 */
public class JavaVectors {
  static final String[] ALGORITHMS = {"DES", "3DES"};
  static final String[] DERIVATIONS = {"first8", "zeroFill", "sha1prng", "md5"};
  static final String[] PADDINGS = {"pkcs5", "zero"};
  static final String[] OUTPUTS = {"HEX", "hex", "base64"};
  static final String[] KEY_ENCODINGS = {"utf8", "hex", "base64"};
  /** A block mode and the source of its IV. */
  static final String[] CHAININGS = {"ECB", "CBC with hex IV", "CBC with key IV"};
  static final String PUBLISHED_TEXT = "{\"memberId\":\"K1H93QDKI00B7\"}";
  static final int MEBIBYTE = 1 << 20;

  static final String[] WEAK_KEYS = {
    "0101010101010101", "fefefefefefefefe", "1f1f1f1f0e0e0e0e", "e0e0e0e0f1f1f1f1",
    "01fe01fe01fe01fe", "fe01fe01fe01fe01", "1fe01fe00ef10ef1", "e01fe01ff10ef10e",
    "01e001e001f101f1", "e001e001f101f101", "1ffe1ffe0efe0efe", "fe1ffe1ffe0efe0e",
    "011f011f010e010e", "1f011f010e010e01", "e0fee0fef1fef1fe", "fee0fee0fef1fef1",
  };

  /** JSON, Chinese, emoji (one of them joined from several), escapes, and texts that a careless decoder would change. */
  static final String[] TEXTS = {
    PUBLISHED_TEXT,
    "{}",
    "{\"platformId\":\"oX3a-Example_openid-0000001\"}",
    "{\"memberId\":\"\u4F1A\u5458\u7532\u4E59\u4E19\"}",
    "\u8C6A\u5BA2\u6765\u4F1A\u5458\u4F18\u60E0\u5238\uFF1A\u6EE1"
        + "\u4E00\u767E\u51CF\u4E8C\u5341\uFF0C\u4EC5\u9650\u5802\u98DF",
    "\uD83D\uDE00\uD83C\uDF89\uD83E\uDD69",
    "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66 "
        + "\u4E00\u5BB6\u56DB\u53E3 \uD83D\uDC4D\uD83C\uDFFD",
    "{\"note\":\"line\\nbreak \\\"quoted\\\" back\\\\slash\"}",
    "tab\there\r\nnew line",
    "\uFEFFa byte order mark comes first",
    "e\u0301 is not \u00e9",
    "a\u0000b",
    "\u2028\u2029 separators",
    "   spaces around   ",
  };

  /** The settings of one row, like the client's Cipher; iv is null if it is left out. */
  record Settings(String key, String keyEncoding, String keyDerivation, String algorithm, String mode, String iv,
      String padding, String output) {
    String json() {
      StringBuilder out = new StringBuilder("{\"key\":").append(quote(key));
      out.append(",\"keyEncoding\":\"").append(keyEncoding).append("\",\"keyDerivation\":\"").append(keyDerivation);
      out.append("\",\"algorithm\":\"").append(algorithm).append("\",\"mode\":\"").append(mode).append('"');
      if (iv != null) out.append(",\"iv\":").append(quote(iv));
      return out.append(",\"padding\":\"").append(padding).append("\",\"output\":\"").append(output).append("\"}")
          .toString();
    }
  }

  final Random random;
  final List<String> rows = new ArrayList<>();
  /** Rotates the outputs, paddings, encodings and so on, so that each has an equal share of a group. */
  int turn;

  JavaVectors(long seed) {
    this.random = new Random(seed);
  }

  // ---------------------------------------------------------------- what the servers do

  byte[] keyBytes(Settings s) {
    return switch (s.keyEncoding) {
      case "hex" -> HexFormat.of().parseHex(s.key);
      case "base64" -> Base64.getDecoder().decode(s.key);
      default -> s.key.getBytes(StandardCharsets.UTF_8);
    };
  }

  static String javaName(String algorithm) {
    return algorithm.equals("DES") ? "DES" : "DESede";
  }

  SecretKey secretKey(Settings s) throws Exception {
    byte[] raw = keyBytes(s);
    String name = javaName(s.algorithm);
    int size = name.equals("DES") ? 8 : 24;
    switch (s.keyDerivation) {
      case "first8":
        if (name.equals("DES")) return new SecretKeySpec(new DESKeySpec(raw).getKey(), name);
        if (raw.length == 16) {
          byte[] twoKey = Arrays.copyOf(raw, 24);
          System.arraycopy(raw, 0, twoKey, 16, 8);
          return new SecretKeySpec(twoKey, name);
        }
        return new SecretKeySpec(new DESedeKeySpec(raw).getKey(), name);
      case "zeroFill":
        return new SecretKeySpec(Arrays.copyOf(raw, size), name);
      case "sha1prng":
        SecureRandom seeded = SecureRandom.getInstance("SHA1PRNG");
        seeded.setSeed(raw);
        KeyGenerator generator = KeyGenerator.getInstance(name);
        generator.init(seeded);
        return generator.generateKey();
      default:
        String digest = HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("MD5").digest(raw));
        return new SecretKeySpec(digest.substring(0, size).getBytes(StandardCharsets.US_ASCII), name);
    }
  }

  /** The initialised cipher; the IV 'key' is the first 8 bytes of the cipher's key. */
  Cipher cipher(int direction, Settings s, boolean padded) throws Exception {
    SecretKey key = secretKey(s);
    String padding = padded ? "PKCS5Padding" : "NoPadding";
    Cipher cipher = Cipher.getInstance(javaName(s.algorithm) + "/" + s.mode + "/" + padding);
    SecretKey ready = key;
    if (s.keyDerivation.equals("first8") && s.algorithm.equals("DES")) {
      ready = SecretKeyFactory.getInstance("DES").generateSecret(new DESKeySpec(key.getEncoded()));
    }
    if (s.iv == null) {
      cipher.init(direction, ready);
    } else {
      byte[] iv = s.iv.equals("key") ? Arrays.copyOf(key.getEncoded(), 8) : HexFormat.of().parseHex(s.iv);
      cipher.init(direction, ready, new IvParameterSpec(iv));
    }
    return cipher;
  }

  byte[] encrypt(Settings s, byte[] text) throws Exception {
    if (s.padding.equals("pkcs5")) return cipher(Cipher.ENCRYPT_MODE, s, true).doFinal(text);
    byte[] filled = text.length % 8 == 0 ? text : Arrays.copyOf(text, text.length + 8 - text.length % 8);
    return cipher(Cipher.ENCRYPT_MODE, s, false).doFinal(filled);
  }

  byte[] decrypt(Settings s, String param) throws Exception {
    byte[] data = s.output.equals("base64") ? Base64.getDecoder().decode(param) : HexFormat.of().parseHex(param);
    if (s.padding.equals("pkcs5")) return cipher(Cipher.DECRYPT_MODE, s, true).doFinal(data);
    byte[] filled = cipher(Cipher.DECRYPT_MODE, s, false).doFinal(data);
    int end = filled.length;
    while (end > 0 && filled[end - 1] == 0) end--;
    return Arrays.copyOf(filled, end);
  }

  static String encode(String output, byte[] bytes) {
    return switch (output) {
      case "HEX" -> HexFormat.of().withUpperCase().formatHex(bytes);
      case "hex" -> HexFormat.of().formatHex(bytes);
      default -> Base64.getEncoder().encodeToString(bytes);
    };
  }

  // ---------------------------------------------------------------- rows

  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < ' ' || "\u2028\u2029\uFEFF".indexOf(c) >= 0) out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }

  static String failure(Exception e) {
    return "\"error\":\"" + e.getClass().getName() + "\",\"message\":" + quote(String.valueOf(e.getMessage()));
  }

  /** Text as "text"; bytes that are not UTF-8 as "base64". */
  static String plain(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
        ? "\"text\":" + quote(text)
        : "\"base64\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
  }

  String keyAfterDerivation(Settings s) throws Exception {
    return "\"derivedKey\":\"" + HexFormat.of().formatHex(secretKey(s).getEncoded()) + "\"";
  }

  void add(String group, Settings s, byte[] text) {
    String end;
    try {
      byte[] ciphertext = encrypt(s, text);
      end = keyAfterDerivation(s) + ",\"expect\":\"" + encode(s.output, ciphertext) + "\"";
    } catch (Exception e) {
      end = failure(e);
    }
    rows.add("{\"group\":\"" + group + "\",\"cipher\":" + s.json() + "," + plain(text) + "," + end + "}");
  }

  void add(String group, Settings s, String text) {
    add(group, s, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A long text is printed as a pattern and its size in bytes, its ciphertext as its SHA-256 and last 16 bytes. */
  void addLong(Settings s, String pattern, int size) throws Exception {
    byte[] one = pattern.getBytes(StandardCharsets.UTF_8);
    byte[] text = new byte[size];
    for (int i = 0; i < size; i++) text[i] = one[i % one.length];
    byte[] ciphertext = encrypt(s, text);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ciphertext));
    String tail = HexFormat.of().formatHex(ciphertext, ciphertext.length - 16, ciphertext.length);
    rows.add("{\"group\":\"megabyte\",\"cipher\":" + s.json() + ",\"repeat\":" + quote(pattern) + ",\"size\":" + size
        + "," + keyAfterDerivation(s) + ",\"sha256\":\"" + hash + "\",\"tail\":\"" + tail + "\"}");
  }

  void addDecryption(String group, Settings s, String param) {
    String end;
    try {
      end = plain(decrypt(s, param));
    } catch (Exception e) {
      end = failure(e);
    }
    rows.add("{\"group\":\"" + group + "\",\"cipher\":" + s.json() + ",\"param\":\"" + param + "\"," + end + "}");
  }

  // ---------------------------------------------------------------- random material

  <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }

  <T> T next(T[] from) {
    return from[Math.floorMod(turn++, from.length)];
  }

  byte[] bytes(int length) {
    byte[] out = new byte[length];
    random.nextBytes(out);
    return out;
  }

  String hex(int length) {
    return HexFormat.of().formatHex(bytes(length));
  }

  /** Text of exactly this many UTF-8 bytes, in printable ASCII, or with Chinese and emoji wherever they fit. */
  String text(int length, boolean chinese) {
    StringBuilder out = new StringBuilder();
    for (int left = length; left > 0; ) {
      int kind = random.nextInt(8);
      if (chinese && left >= 4 && kind == 0) {
        out.appendCodePoint(0x1F600 + random.nextInt(64));
        left -= 4;
      } else if (chinese && left >= 3 && kind < 6) {
        out.append((char) (0x4E00 + random.nextInt(0x51A5)));
        left -= 3;
      } else {
        out.append((char) (' ' + random.nextInt(95)));
        left -= 1;
      }
    }
    return out.toString();
  }

  String key(String form, int length) {
    return switch (form) {
      case "hex" -> hex(length);
      case "base64" -> Base64.getEncoder().encodeToString(bytes(length));
      default -> text(length, form.equals("chinese"));
    };
  }

  /** A key length that Java accepts. */
  int goodLength(String algorithm, String derivation) {
    if (!derivation.equals("first8")) return 1 + random.nextInt(32);
    if (algorithm.equals("DES")) return 8 + random.nextInt(25);
    return random.nextInt(4) == 0 ? 16 : 24;
  }

  Settings settings(String key, String keyEncoding, String derivation, String algorithm, String chaining,
      String padding, String output) {
    String iv = chaining.equals("ECB") ? null : chaining.equals("CBC with key IV") ? "key" : hex(8);
    return new Settings(key, keyEncoding, derivation, algorithm, chaining.substring(0, 3), iv, padding, output);
  }

  Settings withRandomKey(String derivation, String algorithm, String chaining, String padding, String output) {
    String encoding = pick(KEY_ENCODINGS);
    String form = encoding.equals("utf8") && random.nextBoolean() ? "chinese" : encoding;
    String key = key(form, goodLength(algorithm, derivation));
    return settings(key, encoding, derivation, algorithm, chaining, padding, output);
  }

  /** Bytes that are not UTF-8, without a 0x00 at the end, which zero padding would remove. */
  byte[] binary(int length) {
    byte[] out = bytes(length);
    if (length > 0) {
      out[0] = (byte) 0xFF;
      if (out[length - 1] == 0) out[length - 1] = 1;
    }
    return out;
  }

  interface Scheme {
    void at(String algorithm, String chaining, String padding, String derivation) throws Exception;
  }

  void everyScheme(Scheme scheme) throws Exception {
    for (String algorithm : ALGORITHMS) {
      for (String chaining : CHAININGS) {
        for (String padding : PADDINGS) {
          for (String derivation : DERIVATIONS) scheme.at(algorithm, chaining, padding, derivation);
        }
      }
    }
  }

  // ---------------------------------------------------------------- the groups of encrypt

  void knownAnswers() throws Exception {
    everyScheme((algorithm, chaining, padding, derivation) -> add("fixed",
        new Settings("12345678", "utf8", derivation, algorithm, chaining.substring(0, 3),
            chaining.equals("ECB") ? null : chaining.equals("CBC with key IV") ? "key" : "0011223344556677",
            padding, "HEX"),
        PUBLISHED_TEXT));
  }

  void textLengths() {
    for (String algorithm : ALGORITHMS) {
      for (String chaining : CHAININGS) {
        for (String padding : PADDINGS) {
          for (int length = 0; length <= 64; length++) {
            Settings s = withRandomKey(DERIVATIONS[length % 4], algorithm, chaining, padding, next(OUTPUTS));
            add("length", s, text(length, length % 3 == 0));
          }
        }
      }
    }
  }

  void keyLengths() {
    for (String algorithm : ALGORITHMS) {
      for (String derivation : DERIVATIONS) {
        for (int length = 0; length <= 32; length++) {
          for (String form : new String[] {"ascii", "chinese", "hex", "base64"}) {
            String encoding = form.equals("hex") || form.equals("base64") ? form : "utf8";
            Settings s = settings(key(form, length), encoding, derivation, algorithm, pick(CHAININGS), pick(PADDINGS),
                next(OUTPUTS));
            add("key", s, text(random.nextInt(40), random.nextBoolean()));
          }
        }
      }
    }
  }

  void everyOutput() throws Exception {
    everyScheme((algorithm, chaining, padding, derivation) -> {
      for (String output : OUTPUTS) {
        add("scheme", withRandomKey(derivation, algorithm, chaining, padding, output), next(TEXTS));
      }
      add("bytes", withRandomKey(derivation, algorithm, chaining, padding, pick(OUTPUTS)),
          binary(1 + random.nextInt(64)));
    });
    Settings s = withRandomKey("first8", "DES", "ECB", "pkcs5", "HEX");
    add("scheme", s, "a last zero is text under PKCS#5\u0000");
  }

  void weakKeys() {
    for (String weak : WEAK_KEYS) {
      for (String chaining : CHAININGS) {
        for (String padding : PADDINGS) {
          Settings s = settings(weak, "hex", "first8", "DES", chaining, padding, next(OUTPUTS));
          add("weak", s, text(1 + random.nextInt(40), false));
        }
      }
      add("weak", settings(weak.repeat(3), "hex", "first8", "3DES", pick(CHAININGS), "pkcs5", "HEX"), PUBLISHED_TEXT);
    }
  }

  /** The lowest bit of each key byte does not change the key, but does change an IV taken from it. */
  void parityBits() {
    for (String algorithm : ALGORITHMS) {
      int size = algorithm.equals("DES") ? 8 : 24;
      for (String chaining : new String[] {"ECB", "CBC with key IV"}) {
        byte[] key = bytes(size);
        byte[] flipped = key.clone();
        for (int i = 0; i < size; i++) flipped[i] ^= 1;
        for (byte[] one : new byte[][] {key, flipped}) {
          String hex = HexFormat.of().formatHex(one);
          add("parity", settings(hex, "hex", "first8", algorithm, chaining, "pkcs5", "HEX"), PUBLISHED_TEXT);
        }
      }
    }
  }

  void wrongIvs() {
    for (String algorithm : ALGORITHMS) {
      String key = text(24, false);
      for (int length = 0; length <= 16; length++) {
        if (length == 8) continue;
        add("iv", new Settings(key, "utf8", "first8", algorithm, "CBC", hex(length), next(PADDINGS), "HEX"), "{}");
      }
      for (String malformed : new String[] {hex(8).substring(1), hex(7) + "zz", " " + hex(8), "0x" + hex(8)}) {
        add("iv", new Settings(key, "utf8", "first8", algorithm, "CBC", malformed, "pkcs5", "HEX"), "{}");
      }
      for (String superfluous : new String[] {hex(8), "key", hex(4)}) {
        add("iv", new Settings(key, "utf8", "first8", algorithm, "ECB", superfluous, next(PADDINGS), "HEX"), "{}");
      }
    }
  }

  void malformedKeys() {
    for (String derivation : DERIVATIONS) {
      for (String key : new String[] {hex(8).substring(1), hex(7) + "gg", hex(8) + " "}) {
        add("malformed key", new Settings(key, "hex", derivation, "DES", "ECB", null, "pkcs5", "HEX"), "{}");
      }
      for (String key : new String[] {"!" + key("base64", 9), key("base64", 9) + "A"}) {
        add("malformed key", new Settings(key, "base64", derivation, "DES", "ECB", null, "pkcs5", "HEX"), "{}");
      }
    }
  }

  /** Java's decoder accepts base64 without its padding. No key is random, so that later groups keep their rows. */
  void unpaddedKeys() {
    for (String key : new String[] {"hkl-test", "hkl-test-1234567", "hkl-test-1234567-1234567-1234567"}) {
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.US_ASCII));
      for (String algorithm : ALGORITHMS) {
        for (String derivation : DERIVATIONS) {
          Settings s = settings(base64, "base64", derivation, algorithm, "ECB", "pkcs5", "HEX");
          add("unpadded key", s, PUBLISHED_TEXT);
        }
      }
    }
  }

  /** Java's decoder ignores the bits of the last digit that are beyond the last byte. */
  void unusedBits() {
    for (String key : new String[] {"hklTestKey1", "hklTestKey1=", "aGtsLXRlc3QtMTIzNDU2Nz", "aGtsLXRlc3QtMTIzNDU2Nz=="}) {
      for (String algorithm : ALGORITHMS) {
        for (String derivation : DERIVATIONS) {
          add("unused bits", settings(key, "base64", derivation, algorithm, "ECB", "pkcs5", "HEX"), PUBLISHED_TEXT);
        }
      }
    }
  }

  void megabytes() throws Exception {
    int i = 0;
    for (String algorithm : ALGORITHMS) {
      for (String chaining : CHAININGS) {
        for (String padding : PADDINGS) {
          Settings s = withRandomKey(DERIVATIONS[i % 4], algorithm, chaining, padding, OUTPUTS[i % 3]);
          addLong(s, i % 2 == 0 ? "\u8C6A\u5BA2\u6765\uD83D\uDE00abc" : text(29, false), MEBIBYTE);
          i++;
        }
      }
    }
  }

  void anything() {
    Settings s = withRandomKey(pick(DERIVATIONS), pick(ALGORITHMS), pick(CHAININGS), pick(PADDINGS), pick(OUTPUTS));
    add("random", s, text(random.nextInt(200), random.nextBoolean()));
  }

  void encryptions(int wanted) throws Exception {
    knownAnswers();
    everyOutput();
    textLengths();
    keyLengths();
    weakKeys();
    parityBits();
    wrongIvs();
    malformedKeys();
    unpaddedKeys();
    unusedBits();
    megabytes();
    while (rows.size() < wanted) anything();
  }

  // ---------------------------------------------------------------- the groups of decrypt

  /** Encrypts blocks without padding them, so that they can contain any padding. */
  String sealed(Settings s, byte[] blocks) throws Exception {
    return encode(s.output, cipher(Cipher.ENCRYPT_MODE, s, false).doFinal(blocks));
  }

  /** One or two blocks that end in the given bytes, after printable ASCII. */
  byte[] endingIn(int... tail) {
    byte[] out = text(8 * (1 + random.nextInt(2)), false).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < tail.length; i++) out[out.length - tail.length + i] = (byte) tail[i];
    return out;
  }

  static int[] repeated(int value, int times) {
    int[] out = new int[times];
    Arrays.fill(out, value);
    return out;
  }

  void decryptions() throws Exception {
    for (String algorithm : ALGORITHMS) {
      for (String chaining : CHAININGS) {
        for (int pad = 1; pad <= 8; pad++) {
          Settings s = withRandomKey(pick(DERIVATIONS), algorithm, chaining, "pkcs5", next(OUTPUTS));
          addDecryption("good padding", s, sealed(s, endingIn(repeated(pad, pad))));
          if (pad > 1) {
            int[] oneOff = repeated(pad, pad);
            oneOff[random.nextInt(pad - 1)] ^= 0x40;
            addDecryption("bad padding", s, sealed(s, endingIn(oneOff)));
          }
        }
        for (int pad : new int[] {0, 9, 16, 0x7F, 0x80, 0xFF}) {
          Settings s = withRandomKey(pick(DERIVATIONS), algorithm, chaining, "pkcs5", next(OUTPUTS));
          addDecryption("bad padding", s, sealed(s, endingIn(repeated(pad, Math.min(Math.max(pad, 1), 8)))));
        }
        for (String padding : PADDINGS) {
          Settings s = withRandomKey(pick(DERIVATIONS), algorithm, chaining, padding, next(OUTPUTS));
          for (int length : new int[] {1, 7, 9, 15, 17}) {
            addDecryption("length", s, encode(s.output, bytes(length)));
          }
          Settings hex = withRandomKey(pick(DERIVATIONS), algorithm, chaining, padding, OUTPUTS[random.nextInt(2)]);
          addDecryption("malformed", hex, hex(8).substring(1));
          addDecryption("malformed", hex, hex(7) + "zz");
          Settings base64 = withRandomKey(pick(DERIVATIONS), algorithm, chaining, padding, "base64");
          addDecryption("malformed", base64, "!" + key("base64", 8));
          addDecryption("malformed", base64, "A");
        }
        for (int i = 0; i < 8; i++) {
          Settings right = withRandomKey(pick(DERIVATIONS), algorithm, chaining, "pkcs5", next(OUTPUTS));
          String param = encode(right.output, encrypt(right, TEXTS[i].getBytes(StandardCharsets.UTF_8)));
          Settings other = withRandomKey(right.keyDerivation, algorithm, chaining, "pkcs5", right.output);
          addDecryption("wrong key", new Settings(other.key, other.keyEncoding, other.keyDerivation, algorithm,
              right.mode, right.iv, "pkcs5", right.output), param);
        }
        for (int zeros = 0; zeros <= 8; zeros++) {
          Settings s = withRandomKey(pick(DERIVATIONS), algorithm, chaining, "zero", next(OUTPUTS));
          byte[] blocks = Arrays.copyOf(text(16 - zeros, false).getBytes(StandardCharsets.US_ASCII), 16);
          addDecryption("zero padding", s, sealed(s, blocks));
        }
      }
    }
  }

  // ---------------------------------------------------------------- the groups of draws

  /** A SecureRandom that returns a given stream, so that a key generator draws weak keys. */
  static final class Scripted extends SecureRandomSpi {
    final byte[] stream;
    int taken;

    Scripted(byte[] stream) {
      this.stream = stream;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] out) {
      System.arraycopy(stream, taken, out, 0, out.length);
      taken += out.length;
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      throw new UnsupportedOperationException();
    }
  }

  static final class ScriptedRandom extends SecureRandom {
    ScriptedRandom(Scripted script) {
      super(script, null);
    }
  }

  void addDraw(String group, String algorithm, byte[] stream) throws Exception {
    Scripted script = new Scripted(stream);
    KeyGenerator generator = KeyGenerator.getInstance(javaName(algorithm));
    generator.init(new ScriptedRandom(script));
    String key = HexFormat.of().formatHex(generator.generateKey().getEncoded());
    rows.add("{\"group\":\"" + group + "\",\"algorithm\":\"" + algorithm + "\",\"stream\":\""
        + HexFormat.of().formatHex(stream) + "\",\"taken\":" + script.taken + ",\"key\":\"" + key + "\"}");
  }

  static byte[] joined(byte[]... parts) {
    byte[] out = new byte[0];
    for (byte[] part : parts) {
      int at = out.length;
      out = Arrays.copyOf(out, at + part.length);
      System.arraycopy(part, 0, out, at, part.length);
    }
    return out;
  }

  /** The key with the parity bits of the stream. */
  byte[] withRandomParity(byte[] key) {
    byte[] out = key.clone();
    for (int i = 0; i < out.length; i++) out[i] ^= (byte) random.nextInt(2);
    return out;
  }

  void draws() throws Exception {
    List<byte[]> weak = new ArrayList<>();
    for (String key : WEAK_KEYS) weak.add(HexFormat.of().parseHex(key));
    for (byte[] key : weak) {
      addDraw("weak", "DES", joined(key, bytes(8)));
      addDraw("weak", "DES", joined(withRandomParity(key), bytes(8)));
      addDraw("weak", "DES", joined(withRandomParity(key), withRandomParity(weak.get(random.nextInt(16))), bytes(8)));
      byte[] near = key.clone();
      near[random.nextInt(8)] ^= (byte) (2 << random.nextInt(7));
      addDraw("near weak", "DES", joined(near, bytes(8)));
      addDraw("weak part", "3DES", joined(withRandomParity(key), bytes(16), bytes(8)));
      addDraw("weak part", "3DES", joined(key, key, key, bytes(8)));
    }
    for (int i = 0; i < 16; i++) {
      addDraw("any", "DES", bytes(16));
      addDraw("any", "3DES", bytes(32));
    }
    for (int length = 0; length <= 64; length++) addStream(bytes(length));
    for (String key : new String[] {"12345678", "hkl-test", "\u8C6A\u5BA2\u6765\u4F1A\u5458", "\uD83D\uDE00"}) {
      addStream(key.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** 100 bytes of SHA1PRNG; drawing 8 at a time, as a key generator does, must give the same bytes. */
  void addStream(byte[] seed) throws Exception {
    SecureRandom whole = SecureRandom.getInstance("SHA1PRNG");
    whole.setSeed(seed);
    byte[] stream = new byte[100];
    whole.nextBytes(stream);
    SecureRandom pieces = SecureRandom.getInstance("SHA1PRNG");
    pieces.setSeed(seed);
    byte[] eight = new byte[8];
    for (int at = 0; at + 8 <= stream.length; at += 8) {
      pieces.nextBytes(eight);
      if (!Arrays.equals(eight, Arrays.copyOfRange(stream, at, at + 8))) throw new IllegalStateException("stream");
    }
    rows.add("{\"group\":\"sha1prng\",\"seed\":\"" + HexFormat.of().formatHex(seed) + "\",\"stream\":\""
        + HexFormat.of().formatHex(stream) + "\"}");
  }

  // ---------------------------------------------------------------- command line

  static void usage() {
    System.err.println("usage: java JavaVectors.java [encrypt|decrypt|draws] [--seed N | --random] [--rows N]");
    System.exit(2);
  }

  public static void main(String[] args) throws Exception {
    String what = "encrypt";
    long seed = 20200211;
    int wanted = -1;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "encrypt", "decrypt", "draws" -> what = args[i];
        case "--random" -> seed = new SecureRandom().nextLong();
        case "--seed", "--rows" -> {
          if (i + 1 == args.length || !args[i + 1].matches("-?\\d{1,18}")) usage();
          if (args[i].equals("--seed")) seed = Long.parseLong(args[++i]);
          else wanted = Integer.parseInt(args[++i]);
        }
        default -> usage();
      }
    }
    JavaVectors vectors = new JavaVectors(seed);
    switch (what) {
      case "decrypt" -> vectors.decryptions();
      case "draws" -> vectors.draws();
      default -> vectors.encryptions(wanted < 0 ? 2400 : wanted);
    }
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int all = vectors.rows.size();
    int shown = wanted < 0 ? all : Math.min(wanted, all);
    for (int i = 0; i < shown; i++) out.println(vectors.rows.get((int) ((long) i * all / shown)));
    out.flush();
  }
}
