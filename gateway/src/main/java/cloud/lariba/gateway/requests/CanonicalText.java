package cloud.lariba.gateway.requests;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Decides whether the text of a path or query has only one reading. A canonical path (RFC 3986, section 6.2.2) has no empty, {@code .} or
 * {@code ..} segment, no matrix parameter, and percent-encodes only what must be; delimiters, controls and percent signs are not even
 * accepted encoded, because somebody behind us may decode once more.
 */
final class CanonicalText {

    private static final String PATH_MARKS = "-._~!$&'()*+,=:@/";
    private static final String UNRESERVED_MARKS = "-._~";

    private CanonicalText() {}

    static void checkPath(String path) {
        checkSegments(path);
        if (path.indexOf('%') < 0) {
            for (int i = 0; i < path.length(); i++) {
                checkPathCharacter(path.charAt(i));
            }
            return;
        }
        ByteBuffer decoded = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                int octet = octet(path, i);
                checkEncodedInPath(octet);
                decoded.put((byte) octet);
                i += 2;
            } else {
                checkPathCharacter(c);
                decoded.put((byte) c);
            }
        }
        checkUtf8(decoded.flip());
    }

    static void checkQuery(String query) {
        ByteBuffer decoded = ByteBuffer.allocate(query.length());
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\') {
                throw Ambiguity.of("The query has a character that must be percent-encoded.");
            }
            if (c == '%') {
                int octet = octet(query, i);
                if (octet == 0) {
                    throw Ambiguity.of("The query has an encoded NUL.");
                }
                decoded.put((byte) octet);
                i += 2;
            } else {
                decoded.put((byte) c);
            }
        }
        checkUtf8(decoded.flip());
    }

    private static void checkSegments(String path) {
        for (int start = 1; start < path.length(); ) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            boolean empty = end == start;
            boolean dots = end - start <= 2 && path.startsWith(end - start == 2 ? ".." : ".", start);
            if (empty || dots) {
                throw Ambiguity.of("The path has an empty or a dot segment.");
            }
            start = end + 1;
        }
    }

    private static void checkPathCharacter(char c) {
        if (!isAlphanumeric(c) && PATH_MARKS.indexOf(c) < 0) {
            throw Ambiguity.of("The path has a character that is not allowed in a path.");
        }
    }

    private static void checkEncodedInPath(int octet) {
        boolean control = octet < ' ' || octet == 0x7f;
        boolean delimiter = octet == '/' || octet == '\\' || octet == ';' || octet == '%';
        boolean needless = octet < 0x80 && (isAlphanumeric((char) octet) || UNRESERVED_MARKS.indexOf(octet) >= 0);
        if (control || delimiter || needless) {
            throw Ambiguity.of("The path has an encoded character that may be read in more than one way.");
        }
    }

    private static int octet(String text, int percent) {
        if (percent + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(percent + 1))
                && HexFormat.isHexDigit(text.charAt(percent + 2))) {
            return HexFormat.fromHexDigits(text, percent + 1, percent + 3);
        }
        throw Ambiguity.of("A percent sign is not followed by two hexadecimal digits.");
    }

    private static void checkUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw Ambiguity.of("The decoded request target is not UTF-8.");
        }
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
