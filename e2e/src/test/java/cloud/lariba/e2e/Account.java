package cloud.lariba.e2e;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A registered person with one session.
 *
 * @param id the user id
 * @param session the tokens of the session
 */
record Account(String id, String name, String email, String password, Tokens session) {

    /** One session's tokens. */
    record Tokens(String access, String refresh) {

        static Tokens of(Answer answer) {
            return new Tokens(answer.text("access_token"), answer.text("refresh_token"));
        }
    }

    /** A new person with a session. */
    static Account register() {
        String name = "Person " + Names.unique("p");
        String email = Names.email();
        String password = Names.unique("correct horse battery");
        Answer answer = Call.post("/auth/register", Json.object("name", name, "email", email, "password", password))
                .expect(201);
        String id = answer.json().path("user").path("id").asText();
        return new Account(id, name, email, password, Tokens.of(answer));
    }

    /** The same person with one more session. */
    Account login() {
        return new Account(
                id, name, email, password, Tokens.of(tryLogin(password).expect(200)));
    }

    Answer tryLogin(String triedPassword) {
        return Call.post("/auth/login", Json.object("email", email, "password", triedPassword));
    }

    static Answer refresh(String refreshToken) {
        return Call.post("/auth/refresh", Json.object("refresh_token", refreshToken));
    }

    Call call(String method, String target) {
        return Call.of(method, target).token(session.access());
    }

    Answer get(String target) {
        return call("GET", target).send();
    }

    JsonNode read(String target) {
        return get(target).expect(200).json();
    }

    Answer post(String target, Object body) {
        return call("POST", target).json(body).send();
    }

    Answer put(String target, Object body) {
        return call("PUT", target).json(body).send();
    }

    Answer patch(String target, Object body) {
        return call("PATCH", target).json(body).send();
    }

    Answer delete(String target) {
        return call("DELETE", target).send();
    }

    /** A new project of this person. */
    Project project() {
        String projectName = Names.unique("project");
        Answer answer = call("POST", "/projects")
                .once()
                .json(Json.object("name", projectName))
                .send()
                .expect(201);
        return new Project(this, answer.text("id"), projectName);
    }
}
