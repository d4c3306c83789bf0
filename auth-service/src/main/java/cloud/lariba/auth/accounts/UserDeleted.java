package cloud.lariba.auth.accounts;

import cloud.lariba.outbox.CloudEvent;
import cloud.lariba.outbox.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** A person is to be forgotten: the account goes, and its address is free again. */
@ApplicationScoped
class UserDeleted implements EventHandler {

    private final Accounts accounts;

    UserDeleted(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String type() {
        return "cloud.lariba.user.deleted";
    }

    @Override
    public String source() {
        return "user";
    }

    @Override
    public void handle(CloudEvent event) {
        accounts.delete(UUID.fromString(event.data().path("id").asText()));
    }
}
