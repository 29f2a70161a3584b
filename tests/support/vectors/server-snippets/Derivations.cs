using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

/// <summary>
/// Runs, with Mono, the key derivations found in code of .NET servers, and prints rows like JavaSnippets.java.
/// Prints the same rows every time, and random ones with the argument --random.
/// </summary>
public static class Derivations {
  const int Rows = 12;
  static readonly TextWriter Out =
      new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
  static Random random = new Random(20200211);

  // ---------------------------------------------------------------- the snippets

  static string Md5HexDes(string text, string key) {
    byte[] eight = Encoding.ASCII.GetBytes(Md5Hex(key).Substring(0, 8));
    var des = new DESCryptoServiceProvider { Key = eight, IV = eight };
    return Hex(Encrypted(des, text));
  }

  static string Md5HexTripleDes(string text, string key) {
    var tdes = new TripleDESCryptoServiceProvider();
    tdes.Key = Encoding.ASCII.GetBytes(Md5Hex(key).Substring(0, 24));
    tdes.Mode = CipherMode.ECB;
    tdes.Padding = PaddingMode.PKCS7;
    return Convert.ToBase64String(Encrypted(tdes, text));
  }

  static string Md5Hex16TripleDes(string text, string key) {
    var tdes = new TripleDESCryptoServiceProvider();
    tdes.Key = Encoding.ASCII.GetBytes(Md5Hex(key).Substring(0, 16));
    tdes.Mode = CipherMode.ECB;
    return Convert.ToBase64String(Encrypted(tdes, text));
  }

  static string Md5BytesDes(string text, string key) {
    byte[] digest = MD5.Create().ComputeHash(Encoding.UTF8.GetBytes(key));
    var des = new DESCryptoServiceProvider { Key = digest.Take(8).ToArray(), Mode = CipherMode.ECB };
    return Hex(Encrypted(des, text));
  }

  static string Md5BytesTripleDes(string text, string key) {
    var tdes = new TripleDESCryptoServiceProvider();
    tdes.Key = new MD5CryptoServiceProvider().ComputeHash(Encoding.UTF8.GetBytes(key));
    tdes.Mode = CipherMode.ECB;
    tdes.Padding = PaddingMode.PKCS7;
    return Convert.ToBase64String(Encrypted(tdes, text));
  }

  static string Sha1Des(string text, string key) {
    byte[] digest = SHA1.Create().ComputeHash(Encoding.UTF8.GetBytes(key));
    var des = new DESCryptoServiceProvider { Key = digest.Take(8).ToArray(), Mode = CipherMode.ECB };
    return Hex(Encrypted(des, text));
  }

  static string Sha1TripleDes(string text, string key) {
    byte[] hash = SHA1.Create().ComputeHash(Encoding.UTF8.GetBytes(key));
    Array.Resize(ref hash, 24);
    var tdes = new TripleDESCryptoServiceProvider { Key = hash, Mode = CipherMode.ECB };
    return Convert.ToBase64String(Encrypted(tdes, text));
  }

  static string Simple3Des(string text, string key) {
    var tdes = new TripleDESCryptoServiceProvider();
    tdes.Key = TruncateHash(key, tdes.KeySize / 8);
    tdes.IV = TruncateHash("", tdes.BlockSize / 8);
    return Convert.ToBase64String(Encrypted(tdes, text));
  }

  static byte[] TruncateHash(string key, int length) {
    byte[] hash = new SHA1CryptoServiceProvider().ComputeHash(Encoding.Unicode.GetBytes(key));
    Array.Resize(ref hash, length);
    return hash;
  }

  static string FourCharacters(string text, string key) {
    byte[] four = Encoding.Unicode.GetBytes(key);
    var des = new DESCryptoServiceProvider();
    return Convert.ToBase64String(Encrypted(des, text, des.CreateEncryptor(four, four)));
  }

  static string Md5Hex(string key) {
    byte[] digest = MD5.Create().ComputeHash(Encoding.UTF8.GetBytes(key));
    return BitConverter.ToString(digest).Replace("-", "").ToLower();
  }

  static byte[] Encrypted(SymmetricAlgorithm algorithm, string text, ICryptoTransform given = null) {
    byte[] bytes = Encoding.UTF8.GetBytes(text);
    using (var stream = new MemoryStream())
    using (var encrypting = new CryptoStream(stream, given ?? algorithm.CreateEncryptor(), CryptoStreamMode.Write)) {
      encrypting.Write(bytes, 0, bytes.Length);
      encrypting.FlushFinalBlock();
      return stream.ToArray();
    }
  }

  // ---------------------------------------------------------------- printing

  static string Hex(byte[] bytes) {
    return BitConverter.ToString(bytes).Replace("-", "");
  }

  static string Quote(string text) {
    return '"' + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + '"';
  }

  /// <summary>Printable ASCII with some Chinese characters.</summary>
  static string AnyText(int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      bool chinese = random.Next(12) == 0;
      text.Append((char)(chinese ? random.Next(0x4E00, 0x9FA5) : random.Next('!', '~' + 1)));
    }
    return text.ToString();
  }

  static void Show(string id, string title, string code, string settings, Func<string, string, string> snippet,
      int least = 1, int most = 40) {
    for (int i = 0; i < Rows; i++) {
      string key = AnyText(random.Next(least, most + 1));
      string text = "{\"memberId\":" + Quote(AnyText(13)) + "}";
      Out.WriteLine("{\"id\":\"" + id + "\",\"language\":\"C# (Mono)\",\"title\":" + Quote(title) + ",\"code\":"
          + Quote(code) + ",\"cipher\":{\"key\":" + Quote(key) + "," + settings + "},\"text\":" + Quote(text)
          + ",\"expect\":" + Quote(snippet(text, key)) + "}");
    }
  }

  public static void Main(string[] args) {
    if (args.Contains("--random")) random = new Random();
    Show("mono-md5-hex-des", "DES/CBC, the first 8 digits of the lower-case MD5 are key and IV",
        "des.Key = des.IV = ASCII.GetBytes(BitConverter.ToString(md5).Replace(\"-\", \"\").ToLower().Substring(0, 8))",
        "\"mode\":\"CBC\",\"iv\":\"key\",\"keyDerivation\":\"md5Lower\"", Md5HexDes);
    Show("mono-md5-hex-3des", "3DES/ECB, the first 24 digits of the lower-case MD5, Base64",
        "tdes.Key = ASCII.GetBytes(md5Hex.Substring(0, 24)); tdes.Mode = CipherMode.ECB",
        "\"algorithm\":\"3DES\",\"keyDerivation\":\"md5Lower\",\"output\":\"base64\"", Md5HexTripleDes);
    Show("mono-md5-hex-16-3des", "3DES/ECB, the first 16 digits of the lower-case MD5, Base64",
        "tdes.Key = ASCII.GetBytes(md5Hex.Substring(0, 16)); tdes.Mode = CipherMode.ECB",
        "\"algorithm\":\"3DES\",\"keyDerivation\":\"md5Lower16\",\"output\":\"base64\"", Md5Hex16TripleDes);
    Show("mono-md5-bytes-des", "DES/ECB, the first 8 bytes of the MD5",
        "des.Key = MD5.Create().ComputeHash(UTF8.GetBytes(key)).Take(8).ToArray(); des.Mode = CipherMode.ECB",
        "\"keyDerivation\":\"md5Bytes\"", Md5BytesDes);
    Show("mono-md5-bytes-3des", "3DES/ECB, the bytes of the MD5, Base64",
        "tdes.Key = new MD5CryptoServiceProvider().ComputeHash(UTF8.GetBytes(key)); tdes.Mode = CipherMode.ECB",
        "\"algorithm\":\"3DES\",\"keyDerivation\":\"md5Bytes\",\"output\":\"base64\"", Md5BytesTripleDes);
    Show("mono-sha1-des", "DES/ECB, the first 8 bytes of the SHA-1",
        "des.Key = SHA1.Create().ComputeHash(UTF8.GetBytes(key)).Take(8).ToArray(); des.Mode = CipherMode.ECB",
        "\"keyDerivation\":\"sha1\"", Sha1Des);
    Show("mono-sha1-3des", "3DES/ECB, the bytes of the SHA-1 filled with zeros, Base64",
        "hash = SHA1.Create().ComputeHash(UTF8.GetBytes(key)); Array.Resize(ref hash, 24); tdes.Key = hash",
        "\"algorithm\":\"3DES\",\"keyDerivation\":\"sha1\",\"output\":\"base64\"", Sha1TripleDes);
    Show("mono-simple-3des", "Simple3Des, the sample of Microsoft's documentation, on text in UTF-8",
        "tdes.Key = TruncateHash(key, 24); tdes.IV = TruncateHash(\"\", 8); // SHA-1 of Encoding.Unicode.GetBytes(...)",
        "\"keyEncoding\":\"utf16le\",\"keyDerivation\":\"sha1\",\"algorithm\":\"3DES\",\"mode\":\"CBC\","
            + "\"iv\":\"da39a3ee5e6b4b0d\",\"output\":\"base64\"", Simple3Des);
    Show("mono-four-characters", "DES/CBC, a key of four characters in UTF-16 is the IV too, Base64",
        "byte[] key = Encoding.Unicode.GetBytes(fourCharacters); des.CreateEncryptor(key, key)",
        "\"keyEncoding\":\"utf16le\",\"mode\":\"CBC\",\"iv\":\"key\",\"output\":\"base64\"", FourCharacters, 4, 4);
    Out.Flush();
  }
}
