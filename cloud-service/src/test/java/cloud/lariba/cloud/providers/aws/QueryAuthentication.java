package cloud.lariba.cloud.providers.aws;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What S3 makes of a presigned URL: the algorithm of "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)" in the Amazon S3 API
 * Reference, written from that page.
 */
final class QueryAuthentication {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String UNRESERVED = "-._~";

    private final URI url;
    private final Map<String, String> query = new TreeMap<>();

    QueryAuthentication(String url) {
        this.url = URI.create(url);
        for (String pair : this.url.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        }
    }

    /** The id of the key that signed. */
    String accessKeyId() {
        return query.getOrDefault("X-Amz-Credential", "").replaceFirst("/.*", "");
    }

    /** The bucket and the key of the object, apart by the first slash, as a path-style URL names them. */
    String path() {
        return decodedPath().substring(1);
    }

    /** Whether the request is what was signed with this secret, and in time. */
    boolean admits(String method, Map<String, String> headers, String secret, Instant now) {
        Instant signedAt = TIME.parse(query.getOrDefault("X-Amz-Date", ""), Instant::from);
        long seconds = Long.parseLong(query.getOrDefault("X-Amz-Expires", ""));
        return ALGORITHM.equals(query.get("X-Amz-Algorithm"))
                && !now.isAfter(signedAt.plusSeconds(seconds))
                && signature(method, headers, secret).equals(query.get("X-Amz-Signature"));
    }

    private String signature(String method, Map<String, String> headers, String secret) {
        String[] credential = query.getOrDefault("X-Amz-Credential", "").split("/");
        String scope = String.join("/", Arrays.copyOfRange(credential, 1, credential.length));
        String toSign = String.join(
                "\n",
                ALGORITHM,
                query.getOrDefault("X-Amz-Date", ""),
                scope,
                hex(sha256(canonicalRequest(method, headers))));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return hex(hmac(key, toSign));
    }

    private String canonicalRequest(String method, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value.strip()));
        all.put("host", url.getAuthority());
        String signed = query.getOrDefault("X-Amz-SignedHeaders", "");
        String canonicalHeaders = Arrays.stream(signed.split(";"))
                .map(name -> name + ":" + all.getOrDefault(name, "") + "\n")
                .collect(Collectors.joining());
        String canonicalQuery = query.entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("X-Amz-Signature"))
                .map(parameter -> encoded(parameter.getKey(), "") + "=" + encoded(parameter.getValue(), ""))
                .collect(Collectors.joining("&"));
        return String.join(
                "\n",
                method,
                encoded(decodedPath(), "/"),
                canonicalQuery,
                canonicalHeaders,
                signed,
                "UNSIGNED-PAYLOAD");
    }

    private String decodedPath() {
        return decoded(url.getRawPath().replace("+", "%2B"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text, String kept) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (plain || UNRESERVED.indexOf(c) >= 0 || kept.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
