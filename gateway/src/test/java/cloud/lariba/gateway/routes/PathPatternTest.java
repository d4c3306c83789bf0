package cloud.lariba.gateway.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "POST /auth/login, POST, /auth/login, true",
        "POST /auth/login, GET, /auth/login, false",
        "POST /auth/login, POST, /auth/login/x, false",
        "POST /auth/login, POST, /auth/loginx, false",
        "POST /auth/login, POST, /AUTH/login, false",
        "GET /users, HEAD, /users, true",
        "POST /users, HEAD, /users, false",
        "GET /auth/oauth/**, GET, /auth/oauth/x, true",
        "GET /auth/oauth/**, GET, /auth/oauth/x/y, true",
        "GET /auth/oauth/**, GET, /auth/oauth, false",
        "GET /auth/oauth/**, GET, /auth/oauth/, false",
        "GET /auth/oauth/**, GET, /auth/oauthx, false"
    })
    void pathsMatchByWholeSegments(String pattern, String method, String path, boolean matches) {
        assertEquals(matches, PathPattern.parse(pattern).matches(method, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GET", "/users", "GET users", "GET /users/", "GET /a/*", "GET /a/**/b", "GET //a", "GET / x"
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> PathPattern.parse(pattern));
    }
}
