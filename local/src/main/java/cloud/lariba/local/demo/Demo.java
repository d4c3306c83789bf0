package cloud.lariba.local.demo;

import cloud.lariba.local.home.UserError;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main job from registration to the last trace being gone. Every step has to be answered as documented; the first that
 * is not ends the demo with a {@link UserError}.
 */
public final class Demo {

    private static final List<String> TYPES = List.of("storage", "database", "compute");
    private static final double[] LOAD = {0.25, 0.75};
    private static final double MEAN_LOAD = 0.5;

    private final JsonMapper json = JsonMapper.builder().build();
    private final String gateway;
    private final Clock clock;
    private final Transcript transcript;
    private final String unique;

    /** Prepares a demo against the gateway at a base URL. */
    public Demo(String gateway, PrintStream out, Clock clock, SecureRandom random) {
        this.gateway = gateway;
        this.clock = clock;
        this.transcript = new Transcript(out, json);
        byte[] bytes = new byte[4];
        random.nextBytes(bytes);
        this.unique = HexFormat.of().formatHex(bytes);
    }

    /** Goes through all steps. */
    public void run() {
        try (ApiClient api = new ApiClient(gateway, transcript, json)) {
            String refreshToken = signIn(api);
            String project = createProject(api);
            List<String> services = createServices(api, project);
            useBucket(api, services.get(0));
            useDatabase(api, services.get(1));
            useMetrics(api, project, services.get(2));
            cleanUp(api, project, services);
            transcript.title("Log out");
            api.post("/auth/logout", Map.of("refresh_token", refreshToken), 204);
        }
    }

    private String signIn(ApiClient api) {
        String email = "ada-" + unique + "@example.com";
        String password = "correct horse " + unique;
        transcript.title("Register");
        api.post("/auth/register", Map.of("name", "Ada", "email", email, "password", password), 201);
        transcript.title("Log in");
        JsonNode tokens = api.post("/auth/login", Map.of("email", email, "password", password), 200);
        api.authenticate(text(tokens, "access_token"));
        String refreshToken = text(tokens, "refresh_token");
        transcript.name("REFRESH_TOKEN", refreshToken, "refresh_token");
        return refreshToken;
    }

    private String createProject(ApiClient api) {
        transcript.title("Create a project");
        return text(api.post("/projects", Map.of("name", "demo-" + unique), 201), "id");
    }

    private List<String> createServices(ApiClient api, String project) {
        transcript.title("See what there is");
        JsonNode catalog = api.get("/service-types");
        transcript.title("Create a bucket, a database and a machine");
        List<JsonNode> created = TYPES.stream()
                .map(type -> api.post(
                        "/services",
                        Map.of(
                                "project_id",
                                project,
                                "name",
                                "my-" + type,
                                "type",
                                type,
                                "plan",
                                firstPlan(catalog, type)),
                        202))
                .toList();
        transcript.title("Wait until they run");
        created.forEach(service -> api.awaitOperation(text(service, "operation_id")));
        return created.stream().map(service -> text(service, "id")).toList();
    }

    private void useBucket(ApiClient api, String bucket) {
        transcript.title("Get keys for the bucket, which any S3 client takes");
        JsonNode keys = api.post("/services/" + bucket + "/credentials", Map.of(), 200);
        transcript.line("AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=… aws --endpoint-url %s s3 ls s3://%s"
                .formatted(text(keys, "access_key_id"), text(keys, "endpoint"), text(keys, "bucket")));
        transcript.title("Put an object and get it back, each with a presigned URL");
        String greeting = "Hello from Lariba";
        String path = "/services/" + bucket + "/presigned-urls";
        JsonNode put = api.post(path, Map.of("method", "PUT", "key", "greeting.txt", "expires_in", 600), 200);
        api.presigned("PUT", put, greeting);
        JsonNode get = api.post(path, Map.of("method", "GET", "key", "greeting.txt", "expires_in", 600), 200);
        String read = api.presigned("GET", get, "");
        require(read.equals(greeting), "the object reads \"" + read + "\"");
    }

    private void useDatabase(ApiClient api, String database) {
        transcript.title("Get a login for the database, and use it");
        JsonNode login = api.post("/services/" + database + "/credentials", Map.of(), 200);
        String address =
                "%s:%d/%s".formatted(text(login, "host"), login.path("port").asInt(), text(login, "database"));
        String query = "SELECT 'It is ' || 6 * 7";
        transcript.line("psql %s -Atc %s"
                .formatted(
                        Transcript.quoted("postgresql://" + text(login, "username") + ":…@" + address),
                        Transcript.quoted(query)));
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + address, text(login, "username"), text(login, "password"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            require(rows.next() && rows.getString(1).equals("It is 42"), "the database miscalculated");
            transcript.result(rows.getString(1));
        } catch (SQLException e) {
            throw new UserError("step %d: the database refused: %s".formatted(transcript.step(), e.getMessage()));
        }
    }

    private void useMetrics(ApiClient api, String project, String machine) {
        transcript.title("Send metrics and read their mean back");
        List<Map<String, Object>> points = IntStream.range(0, LOAD.length)
                .mapToObj(index -> Map.<String, Object>of(
                        "project_id",
                        project,
                        "service_id",
                        machine,
                        "metric",
                        "cpu.load",
                        "value",
                        LOAD[index],
                        "timestamp",
                        clock.instant()
                                .minusSeconds(2L - index)
                                .truncatedTo(ChronoUnit.MILLIS)
                                .toString()))
                .toList();
        JsonNode accepted = api.post("/analytics", Map.of("points", points), 202);
        require(accepted.path("accepted").asInt() == LOAD.length, "not all points were accepted");
        JsonNode mean = api.get(
                "/analytics?project_id=" + project + "&service_id=" + machine + "&metric=cpu.load&agg=avg&step=1d");
        require(
                mean.path("series").path(0).path("points").path(0).path(1).asDouble() == MEAN_LOAD,
                "the mean of " + List.of(LOAD[0], LOAD[1]) + " is not " + MEAN_LOAD);
        transcript.title("See what was used");
        api.get("/analytics/usage?project_id=" + project + "&group_by=service");
    }

    private void cleanUp(ApiClient api, String project, List<String> services) {
        transcript.title("Delete everything");
        List<JsonNode> deleted = services.stream()
                .map(service -> api.delete("/services/" + service + "?force=true", 202))
                .toList();
        deleted.forEach(service -> api.awaitOperation(text(service, "operation_id")));
        api.delete("/projects/" + project, 204);
    }

    private String firstPlan(JsonNode catalog, String type) {
        for (JsonNode entry : catalog.path("items")) {
            if (entry.path("type").asString("").equals(type)) {
                return text(entry.path("plans").path(0), "name");
            }
        }
        throw new UserError("step %d: there is no service type %s".formatted(transcript.step(), type));
    }

    private String text(JsonNode node, String property) {
        String value = node.path(property).asString("");
        require(!value.isEmpty(), "the answer has no \"" + property + "\"");
        return value;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new UserError("step %d: %s".formatted(transcript.step(), otherwise));
        }
    }
}
