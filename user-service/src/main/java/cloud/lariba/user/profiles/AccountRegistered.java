package cloud.lariba.user.profiles;

import cloud.lariba.outbox.CloudEvent;
import cloud.lariba.outbox.EventHandler;
import cloud.lariba.user.accounts.Account;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Somebody registered: the profile is made. */
@ApplicationScoped
class AccountRegistered implements EventHandler {

    private final Users users;

    AccountRegistered(Users users) {
        this.users = users;
    }

    @Override
    public String type() {
        return "cloud.lariba.account.registered";
    }

    @Override
    public String source() {
        return "auth";
    }

    @Override
    public void handle(CloudEvent event) {
        JsonNode data = event.data();
        List<String> roles = new ArrayList<>();
        data.path("roles").forEach(role -> roles.add(role.asText()));
        users.add(new Account(
                UUID.fromString(data.path("id").asText()),
                data.path("name").asText(),
                data.path("email").asText(),
                data.path("email_verified").asBoolean(false),
                roles,
                Instant.parse(data.path("created_at").asText())));
    }
}
