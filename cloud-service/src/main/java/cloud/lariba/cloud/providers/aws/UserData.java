package cloud.lariba.cloud.providers.aws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an instance reads at its first boot, as cloud-init takes it. */
final class UserData {

    private static final String BOUNDARY = "==lariba==";

    private UserData() {}

    /**
     * The user data that runs the client's and admits keys that EC2 cannot.
     *
     * @param userData the client's, or null
     * @param sshKeys keys in OpenSSH's format
     * @return in base64, or null when there is nothing to say
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
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
