package cloud.lariba.auth;

import static cloud.lariba.auth.Person.newEmail;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.util.List;
import org.junit.jupiter.api.Test;

@AuthServiceTest
class RegistrationTest {

    @Test
    void a_registration_answers_with_the_user_and_a_token_pair() {
        String email = newEmail();

        Person.tryRegister("  " + email.toUpperCase(java.util.Locale.ROOT) + " ")
                .then()
                .statusCode(201)
                .body("user.id", notNullValue())
                .body("user.email", equalTo(email))
                .body("user.email_verified", equalTo(false))
                .body("user.roles", equalTo(List.of("user")))
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600))
                .body("refresh_expires_in", equalTo(604800));
    }
}
