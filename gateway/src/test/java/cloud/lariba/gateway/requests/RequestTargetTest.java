package cloud.lariba.gateway.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    private static final String HOST = "gateway.test:8080";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/users",
                "/users/",
                "/users/a-b_c.d~e",
                "/a/!$&'()*+,=:@",
                "/users/%20%C3%A4%22",
                "/.well-known/jwks.json",
                "/a/...",
                "/a/.b",
                "/a/b..",
                "/users?q=%2F..%2e;a=[1]|{2}\"<>^`'",
                "/users?",
                "/users?a=b?c/../d"
            })
    void aCanonicalTargetIsKeptAsItIs(String target) {
        assertEquals(target, RequestTarget.parse(target, HOST).uri());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "users",
                "//",
                "/a//b",
                "//a",
                "/a//",
                "/.",
                "/..",
                "/a/./b",
                "/a/../b",
                "/a/..",
                "/a/.",
                "/a/%2e",
                "/a/%2E%2e/b",
                "/a/.%2e/b",
                "/a%2fb",
                "/a%2Fb",
                "/a%5cb",
                "/a\\b",
                "/a%5C..",
                "/a;b",
                "/a;jsessionid=1/b",
                "/a%3bb",
                "/a%3B",
                "/a%252fb",
                "/a%252e%252e",
                "/a%25b",
                "/a%25",
                "/a%00",
                "/a%0d%0ab",
                "/a%09",
                "/a%1f",
                "/a%7f",
                "/%61dmin",
                "/a%41",
                "/a%2d",
                "/a%",
                "/a%2",
                "/a%2g",
                "/a%-1",
                "/a%+2",
                "/a%u002f",
                "/a%c0%af",
                "/a%c0%ae%c0%ae/",
                "/a%e0%80%af",
                "/a%ff",
                "/a%c3",
                "/a%ed%a0%80",
                "/\u00e4",
                "/a b",
                "/a\tb",
                "/a\u0000b",
                "/a\u007f",
                "/a#b",
                "/a?b#c",
                "/a?b\\c",
                "/a?%00",
                "/a?%zz",
                "/a?%",
                "/a?%c0%af",
                "/a?\u00e4",
                "/a\"b",
                "/a<b>",
                "/a^b",
                "/a`b",
                "/a|b",
                "/a[b]",
                "/a{b}",
                "http://evil/users",
                "http://gateway.test:8080.evil/users",
                "http://gateway.test:80801/users",
                "http://x@gateway.test:8080/users",
                "http://gateway.test:8080",
                "http://gateway.test:8080?x",
                "ftp://gateway.test:8080/users",
                "gateway.test:8080",
                "\\users",
                "http:/users"
            })
    void whatCanBeReadInTwoWaysIsRefused(String target) {
        var refusal = assertThrows(ProblemException.class, () -> RequestTarget.parse(target, HOST));

        assertEquals(ProblemCode.AMBIGUOUS_REQUEST, refusal.code());
    }

    @Test
    void theAbsoluteFormOfOurOwnHostMeansThePath() {
        RequestTarget target = RequestTarget.parse("HTTP://Gateway.TEST:8080/users?a=b", HOST);

        assertEquals("/users?a=b", target.uri());
        assertEquals("/users", target.path());
    }
}
