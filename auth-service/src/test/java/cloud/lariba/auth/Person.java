package cloud.lariba.auth;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Somebody with an account and a session.
 *
 * @param id the user's id
 * @param access an access token
 * @param refresh a refresh token that has not been used
 */
public record Person(String id, String email, String password, String access, String refresh) {

    /** A good password. */
    public static final String PASSWORD = "violet tractor 7 lemonade";

    /** Registers somebody new. */
    public static Person register() {
        return register(newEmail());
    }

    /** Registers under this address. */
    public static Person register(String email) {
        Response answer = tryRegister(email);
        answer.then().statusCode(201);
        return new Person(
                answer.path("user.id"),
                answer.path("user.email"),
                PASSWORD,
                answer.path("access_token"),
                answer.path("refresh_token"));
    }

    /** The platform administrator of the installation, in a session of their own. */
    public static Person administrator() {
        tryRegister(Surroundings.ADMIN_EMAIL);
        Response answer = tryLogin(Surroundings.ADMIN_EMAIL, PASSWORD);
        answer.then().statusCode(200);
        return new Person(
                "", Surroundings.ADMIN_EMAIL, PASSWORD, answer.path("access_token"), answer.path("refresh_token"));
    }

    /** Sends a registration. */
    public static Response tryRegister(String email) {
        return json(Map.of("name", "Ada Lovelace", "email", email, "password", PASSWORD))
                .post("/auth/register");
    }

    /** An address that nobody has. */
    public static String newEmail() {
        return "p" + UUID.randomUUID().toString().replace("-", "") + "@lariba.test";
    }

    /** The same person in another session. */
    public Person loginAgain() {
        Response answer = tryLogin(email, password);
        answer.then().statusCode(200);
        return new Person(id, email, password, answer.path("access_token"), answer.path("refresh_token"));
    }

    /** Sends a sign-in. */
    public static Response tryLogin(String email, String password) {
        return json(Map.of("email", email, "password", password)).post("/auth/login");
    }

    /** Sends a sign-in that the gateway saw coming from this network address. */
    public static Response tryLoginFrom(String ip, String email, String password) {
        return json(Map.of("email", email, "password", password))
                .header("X-Forwarded-For", ip)
                .post("/auth/login");
    }

    /** A network address that nobody else uses. */
    public static String newIp() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    /** Sends a refresh token. */
    public static Response tryRefresh(String token) {
        return json(Map.of("refresh_token", token)).post("/auth/refresh");
    }

    /** Ends the session of a refresh token. */
    public static Response logout(String token) {
        return json(Map.of("refresh_token", token)).post("/auth/logout");
    }

    /** Whether the service still accepts the access token. */
    public boolean isLetIn() {
        return request().get("/auth/sessions").statusCode() == 200;
    }

    /** The id of the session. */
    public String sessionId() {
        return request().get("/auth/sessions").path("items.find { it.current }.id");
    }

    /** A request with this person's access token. */
    public RequestSpecification request() {
        return given().auth().oauth2(access);
    }

    /** A request with a JSON body. */
    public static RequestSpecification json(Object body) {
        return given().contentType(ContentType.JSON).body(body);
    }
}
