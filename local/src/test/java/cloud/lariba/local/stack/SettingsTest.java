package cloud.lariba.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.home.Secrets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    private Path directory;

    private Settings settings;

    @BeforeEach
    void prepare() {
        Home home = new Home(directory);
        home.prepare();
        settings = new Settings(home, new Ports(9000), new Secrets(home, new SecureRandom()));
    }

    @Test
    void aServiceKnowsItsPortItsDatabaseAndItsNeighbours() {
        Map<String, String> user = settings.of(Part.USER);

        assertEquals("9002", user.get("quarkus.http.port"));
        assertEquals("jdbc:postgresql://127.0.0.1:9007/lariba", user.get("quarkus.datasource.jdbc.url"));
        assertEquals("lariba_user", user.get("quarkus.datasource.username"));
        assertEquals("http://127.0.0.1:9001", user.get("lariba.services.auth"));
        assertEquals("http://127.0.0.1:9005", user.get("lariba.services.analytics"));
    }

    @Test
    void theGatewayHasNoDatabase() {
        assertFalse(settings.of(Part.GATEWAY).containsKey("quarkus.datasource.password"));
    }

    @Test
    void authKnowsTheSecretsThatTheOthersShow() {
        Map<String, String> auth = settings.of(Part.AUTH);

        for (Part client : Part.services()) {
            assertEquals(
                    settings.of(client).get("lariba.identity.client-secret"),
                    auth.get("lariba.clients." + client.shortName() + ".secret"));
        }
    }

    @Test
    void noTwoServicesShareAKeyOrAPassword() {
        Map<String, String> user = settings.of(Part.USER);
        Map<String, String> cloud = settings.of(Part.CLOUD);

        for (String secret :
                new String[] {"lariba.secret-key", "quarkus.datasource.password", "lariba.identity.client-secret"}) {
            assertNotEquals(user.get(secret), cloud.get(secret), secret);
        }
    }

    @Test
    void onlyCloudHasTheKeysOfTheLocalProvider() {
        for (Part service : Part.services()) {
            assertEquals(
                    service == Part.CLOUD,
                    settings.of(service).containsKey("lariba.providers.local.s3.key-master"),
                    service::label);
        }
        assertEquals("http://127.0.0.1:9006", settings.of(Part.CLOUD).get("lariba.providers.local.s3.endpoint"));
    }
}
