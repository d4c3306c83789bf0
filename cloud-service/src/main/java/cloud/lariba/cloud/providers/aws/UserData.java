package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException.Permanent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an instance reads at its first boot, as cloud-init takes it. */
final class UserData {

    private static final String BOUNDARY = "==lariba==";

    /** "Limited to 16 KB, in raw form, before it is base64-encoded" (Amazon EC2 User Guide). */
    private static final int MOST_BYTES = 16 * 1024;

    private UserData() {}

    /**
     * The user data that runs the client's and admits keys that EC2 cannot.
     *
     * @param userData the client's, or null
     * @param sshKeys keys in OpenSSH's format
     * @return in base64, or null when there is nothing to say
     * @throws Permanent {@code invalid_spec} when it is longer than EC2 takes
     */
    static @Nullable String of(@Nullable String userData, List<String> sshKeys) {
        if (sshKeys.isEmpty()) {
            return userData == null ? null : base64(userData);
        }
        StringBuilder text = new StringBuilder(
                "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"" + BOUNDARY + "\"\n\n--" + BOUNDARY
                        + "\nContent-Type: text/cloud-config; charset=\"utf-8\"\n\nssh_authorized_keys:\n");
        sshKeys.forEach(key -> text.append("  - ").append(key).append('\n'));
        if (userData != null) {
            text.append("\n--").append(BOUNDARY).append("\nContent-Type: ").append(kindOf(userData));
            text.append("; charset=\"utf-8\"\n\n").append(userData).append('\n');
        }
        return base64(text.append("\n--").append(BOUNDARY).append("--\n").toString());
    }

    /** By the first line, as cloud-init tells them apart ("User-data formats"). */
    private static String kindOf(String userData) {
        if (userData.startsWith("#cloud-config")) {
            return "text/cloud-config";
        }
        if (userData.startsWith("#include")) {
            return "text/x-include-url";
        }
        if (userData.startsWith("#cloud-boothook")) {
            return "text/cloud-boothook";
        }
        return "text/x-shellscript";
    }

    private static String base64(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new Permanent(
                    Permanent.Reason.INVALID_SPEC,
                    "The user data with the SSH keys that EC2 does not take by itself is " + bytes.length
                            + " bytes long; " + MOST_BYTES + " are allowed.",
                    null);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
