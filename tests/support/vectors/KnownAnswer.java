import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.DESKeySpec;

/** Encrypts a text with a key as the most common Java server does. Run: java KnownAnswer.java KEY TEXT */
class KnownAnswer {
    public static void main(String[] arguments) throws Exception {
        var spec = new DESKeySpec(arguments[0].getBytes(StandardCharsets.UTF_8));
        var cipher = Cipher.getInstance("DES");
        cipher.init(Cipher.ENCRYPT_MODE, SecretKeyFactory.getInstance("DES").generateSecret(spec));
        var encrypted = cipher.doFinal(arguments[1].getBytes(StandardCharsets.UTF_8));
        System.out.println(HexFormat.of().withUpperCase().formatHex(encrypted));
    }
}
