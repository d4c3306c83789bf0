package cloud.lariba.gateway.openapi;

import cloud.lariba.gateway.answers.Answers;
import cloud.lariba.gateway.answers.Remembered;
import cloud.lariba.gateway.forwarding.Upstreams;
import cloud.lariba.gateway.routes.Upstream;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** {@code GET /openapi}: all services' documents as one, in YAML or JSON. Of a service that is down the last document is used. */
@ApplicationScoped
public class OpenApiPage {

    private static final Logger LOG = Logger.getLogger(OpenApiPage.class);
    private static final String DOCUMENT = "/q/openapi?format=json";
    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";

    private final ObjectMapper json = new ObjectMapper();
    private final YAMLMapper yaml = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    private final Upstreams upstreams;
    private final OpenApiConfig config;
    private final Answers answers;
    private final Remembered<Written> written;
    private final Map<Upstream, ObjectNode> lastGood = new ConcurrentHashMap<>();

    private record Written(Buffer json, Buffer yaml) {}

    OpenApiPage(Vertx vertx, Clock clock, Upstreams upstreams, OpenApiConfig config, Answers answers) {
        this.upstreams = upstreams;
        this.config = config;
        this.answers = answers;
        this.written = new Remembered<>(
                vertx,
                clock,
                config.kept(),
                () -> gather().compose(documents -> vertx.executeBlocking(() -> write(documents), false)));
    }

    /** Answers with the merged document, as JSON where the path, {@code format} or {@code Accept} asks for that. */
    public void answer(RoutingContext context, String path) {
        boolean asJson = path.endsWith(".json") || !path.endsWith(".yaml") && prefersJson(context);
        context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        written.get()
                .onComplete(
                        found -> answers.document(
                                context, 200, asJson ? JSON : YAML, asJson ? found.json() : found.yaml()),
                        failure -> answers.unexpected(context, failure));
    }

    private static boolean prefersJson(RoutingContext context) {
        Optional<String> format = Optional.ofNullable(context.request().getParam("format"));
        return format.map("json"::equalsIgnoreCase)
                .orElseGet(() -> Optional.ofNullable(context.request().getHeader(HttpHeaders.ACCEPT))
                        .filter(accepted -> accepted.contains("json") && !accepted.contains("yaml"))
                        .isPresent());
    }

    /** Asks all services for their documents; those that answer are in the list. */
    private Future<Map<Upstream, Buffer>> gather() {
        Map<Upstream, Buffer> answers = new ConcurrentHashMap<>();
        return Future.join(Arrays.stream(Upstream.values())
                        .map(upstream -> upstreams
                                .get(upstream, DOCUMENT, config.timeout())
                                .onSuccess(document -> answers.put(upstream, document))
                                .onFailure(cause -> LOG.debugf(
                                        "openapi-unavailable service=%s cause=%s", upstream.shortName(), cause)))
                        .toList())
                .map(answers)
                .otherwise(answers);
    }

    private Written write(Map<Upstream, Buffer> documents) throws JsonProcessingException {
        documents.forEach(
                (upstream, document) -> read(upstream, document).ifPresent(parsed -> lastGood.put(upstream, parsed)));
        var merge = new OpenApiMerge();
        lastGood.forEach((upstream, document) -> merge.add(upstream.shortName(), document.deepCopy()));
        ObjectNode merged = merge.merge(config.version());
        return new Written(
                Buffer.buffer(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(merged)),
                Buffer.buffer(yaml.writeValueAsBytes(merged)));
    }

    private Optional<ObjectNode> read(Upstream upstream, Buffer document) {
        try {
            return json.readTree(document.getBytes()) instanceof ObjectNode parsed
                            && parsed.path("paths").isObject()
                    ? Optional.of(parsed)
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warnf("openapi-unreadable service=%s cause=%s", upstream.shortName(), e.getMessage());
            return Optional.empty();
        }
    }
}
