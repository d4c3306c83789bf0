package cloud.lariba.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Describes in the OpenAPI document the problems that follow from an operation's shape, so that resources name only their own. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DescribedProblems implements OASFilter {

    private static final String SCHEMA = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema(SCHEMA, problem());
        document.getPaths().getPathItems().values().forEach(DescribedProblems::describe);
    }

    private static void describe(PathItem path) {
        for (Operation operation : path.getOperations().values()) {
            APIResponses responses = operation.getResponses();
            if (responses == null) {
                responses = OASFactory.createAPIResponses();
                operation.setResponses(responses);
            }
            boolean secured =
                    operation.getSecurity() != null && !operation.getSecurity().isEmpty();
            boolean hasInput = operation.getRequestBody() != null || has(operation, Parameter.In.QUERY);
            add(responses, "400", "The request is invalid", hasInput);
            add(responses, "401", "Not signed in", secured);
            add(responses, "403", "Not allowed", secured);
            add(responses, "404", "Missing, or not visible to you", has(operation, Parameter.In.PATH));
            add(responses, "413", "The body is too large", operation.getRequestBody() != null);
            add(responses, "415", "The media type is not supported", operation.getRequestBody() != null);
            add(responses, "default", "Any other failure", true);
            responses.getAPIResponses().forEach(DescribedProblems::complete);
        }
    }

    private static boolean has(Operation operation, Parameter.In place) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> parameter.getIn() == place);
    }

    private static void add(APIResponses responses, String status, String description, boolean applies) {
        if (applies && !responses.hasAPIResponse(status)) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
        }
    }

    private static void complete(String status, APIResponse response) {
        boolean failure = status.startsWith("4") || status.startsWith("5") || status.equals("default");
        boolean described = response.getContent() != null
                && !response.getContent().getMediaTypes().isEmpty();
        if (failure && !described) {
            response.setContent(OASFactory.createContent()
                    .addMediaType(
                            "application/problem+json",
                            OASFactory.createMediaType()
                                    .schema(OASFactory.createSchema().ref("#/components/schemas/" + SCHEMA))));
        }
    }

    private static Schema problem() {
        Schema invalidField = object("What is wrong in one place of the input")
                .addProperty("pointer", text("JSON Pointer into the body, or #query/name, #header/name"))
                .addProperty("code", text("Stable code of the mistake"))
                .addProperty("detail", text("One sentence for people"))
                .required(List.of("pointer", "code", "detail"));
        return object("A problem document (RFC 9457); some codes add members of their own")
                .addProperty("type", text("URI of the kind of problem").format("uri"))
                .addProperty("title", text("Short summary, the same for every occurrence"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .description("HTTP status"))
                .addProperty("detail", text("What happened this time"))
                .addProperty("instance", text("Path of the request"))
                .addProperty("code", text("Stable code, the last part of type"))
                .addProperty("request_id", text("As in X-Request-Id and in the logs"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(invalidField))
                .required(List.of("type", "title", "status", "code"));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
