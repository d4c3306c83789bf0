package cloud.lariba.cloud.catalog;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.NeighbourStub;
import cloud.lariba.cloud.Tenant;
import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database from before the catalog was in it, with services. */
@QuarkusTest
@QuarkusTestResource(IdentityTestResource.class)
@QuarkusTestResource(value = NeighbourStub.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = CatalogUpgradeTest.OldDatabase.class, restrictToAnnotatedClass = true)
class CatalogUpgradeTest {

    private static final UUID SERVICE = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    private static final UUID PROJECT = UUID.fromString("019a0000-0000-7000-8000-000000000002");

    @Inject
    DataSource database;

    /** Makes it as the version before did. */
    public static class OldDatabase extends PostgresTestResource {

        /** After the database that every test gets, in whose place it comes. */
        @Override
        public int order() {
            return super.order() + 1;
        }

        @Override
        public Map<String, String> start() {
            Map<String, String> settings = super.start();
            String url = String.valueOf(settings.get("quarkus.datasource.jdbc.url"));
            Flyway.configure()
                    .dataSource(url, "postgres", "postgres")
                    .locations("db/migration")
                    .target("3")
                    .load()
                    .migrate();
            try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                    Statement insert = connection.createStatement()) {
                insert.execute("insert into projects (project_id, updated_at) values ('" + PROJECT + "', now())");
                insert.execute("""
                        insert into services (id, project_id, type, provider, region, name, plan, spec, labels,
                            deletion_protection, generation, vcpus, memory_gb, storage_gb, databases, status, conditions,
                            outputs, observed_generation, version, created_at, updated_at)
                        values ('%s', '%s', 'compute', 'aws', 'us-east-1', 'old', 'micro',
                            '{"instance_type": "t3.micro", "image": "ubuntu-24.04", "disk_gb": 20, "ssh_keys": [],
                              "firewall": [], "public_ip": false}', '{}',
                            false, 1, 2, 1, 20, 0, 'running', '[]', '{}', 1, 1, now(), now())
                        """.formatted(SERVICE, PROJECT));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return settings;
        }
    }

    @Test
    void servicesFromBeforeAreAsTheyWere() {
        Tenant tenant = tenant();

        tenant.get("/services/" + SERVICE)
                .then()
                .statusCode(200)
                .body("plan", equalTo("micro"))
                .body("spec.image", equalTo("ubuntu-24.04"))
                .body("spec.instance_type", equalTo("t3.micro"));
    }

    @Test
    void servicesFromBeforeAreToStayAsTheyWereLeftAndAreLookedAt() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select desired_state from services join service_looks"
                        + " on service_id = id where id = '" + SERVICE + "'")) {
            assertTrue(row.next());
            assertEquals("running", row.getString(1));
        }
    }

    @Test
    void theCatalogIsThere() {
        Response types = tenant().get("/service-types");

        assertEquals(200, types.statusCode());
        assertEquals(CatalogFiles.newest(), types.jsonPath().getString("items[0].price_list"));
    }

    private static Tenant tenant() {
        Tenant someone = Tenant.owner();
        return new Tenant(someone.id(), someone.token(), PROJECT).colleague("owner");
    }
}
