package cloud.lariba.auth;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AuthServiceTest
class RevocationFeedTest {

    @Inject
    DataSource database;

    @Test
    void a_revoked_session_stands_in_the_feed() {
        Person person = Person.register();
        String session = person.sessionId();
        Person.logout(person.refresh());

        Response feed = after(0);

        feed.then().statusCode(200).body("items.session_id", hasItem(session));
        List<Integer> sequences = feed.path("items.sequence");
        assertEquals(sequences.stream().sorted().toList(), sequences);
        assertEquals(sequences.getLast(), feed.<Integer>path("sequence"));
    }

    @Test
    void what_is_recent_is_told_again_because_smaller_numbers_may_commit_later() {
        Person person = Person.register();
        String session = person.sessionId();
        Person.logout(person.refresh());
        int last = after(0).path("sequence");

        after(last).then().body("items.session_id", hasItem(session)).body("sequence", equalTo(last));
    }

    @Test
    void a_follower_that_was_away_gets_what_it_missed_and_only_that() throws SQLException {
        UUID missed = UUID.randomUUID();
        long sequence = insertOld(missed, "10 minutes");

        List<String> afterwards = after(sequence).path("items.session_id");
        List<String> before = after(sequence - 1).path("items.session_id");

        assertTrue(!afterwards.contains(missed.toString()));
        assertTrue(before.contains(missed.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-", "1e3", "99999999999999999999"})
    void a_sequence_that_is_no_number_is_refused(String after) {
        ServiceTokensTest.asUserService()
                .queryParam("after", after)
                .get("/internal/revocations")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_input"));
    }

    private static Response after(long sequence) {
        return ServiceTokensTest.asUserService().queryParam("after", sequence).get("/internal/revocations");
    }

    private long insertOld(UUID session, String age) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "insert into revocations (session_id, revoked_at, recorded_at) values ('" + session
                                + "', now() - interval '" + age + "', now() - interval '" + age
                                + "') returning sequence")) {
            row.next();
            return row.getLong(1);
        }
    }
}
