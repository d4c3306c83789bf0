package cloud.lariba.user.profiles;

import cloud.lariba.outbox.CloudEvent;
import cloud.lariba.outbox.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** A sign-in address changed. The profile follows, also when we stopped after auth-service had changed it for us. */
@ApplicationScoped
class AccountEmailChanged implements EventHandler {

    private final Users users;

    AccountEmailChanged(Users users) {
        this.users = users;
    }

    @Override
    public String type() {
        return "cloud.lariba.account.email_changed";
    }

    @Override
    public String source() {
        return "auth";
    }

    @Override
    public void handle(CloudEvent event) {
        users.followEmail(UUID.fromString(event.data().path("id").asText()));
    }
}
