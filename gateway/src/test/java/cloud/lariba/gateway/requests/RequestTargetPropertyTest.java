package cloud.lariba.gateway.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestTargetPropertyTest {

    private static final String HOST = "gateway.test";

    /** What is accepted has no second reading: percent-decoding it once more, and resolving it, changes nothing but plain characters. */
    @Property(tries = 20_000)
    void anAcceptedPathHasOneReading(@ForAll("paths") String path) {
        String accepted;
        try {
            accepted = RequestTarget.parse(path, HOST).path();
        } catch (ProblemException refused) {
            assertEquals(ProblemCode.AMBIGUOUS_REQUEST, refused.code());
            return;
        }
        String decoded = URLDecoder.decode(accepted.replace("+", "%2B"), StandardCharsets.UTF_8);

        assertEquals(
                accepted.chars().filter(c -> c == '/').count(),
                decoded.chars().filter(c -> c == '/').count());
        assertEquals(-1, decoded.indexOf('%'));
        assertEquals(-1, decoded.indexOf('\\'));
        assertEquals(-1, decoded.indexOf(';'));
        assertEquals(decoded, decoded.replaceAll("/\\.{1,2}(/|$)", "/dots").replaceAll("//", "/"));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                        "/",
                        "/",
                        "a",
                        "users",
                        ".",
                        "..",
                        "%",
                        "2",
                        "e",
                        "f",
                        "5c",
                        "%2e",
                        "%2F",
                        "%5c",
                        "%25",
                        "%3b",
                        ";",
                        "\\",
                        "%20",
                        "%c3%a4",
                        "%c0",
                        "%af",
                        "%00",
                        "+",
                        "~",
                        "//",
                        "%e2%80%8b")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> "/" + String.join("", parts));
    }
}
