package cloud.lariba.rest;

import cloud.lariba.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Completes a service's OpenAPI document with what is true of every operation: each failure is answered with a problem document, whether or not the
 * operation names it.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {

    private static final String SCHEMA = "Problem";
    private static final String REFERENCE = "#/components/schemas/" + SCHEMA;

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema(SCHEMA, problem());
        if (document.getPaths() != null && document.getPaths().getPathItems() != null) {
            document.getPaths().getPathItems().values().stream()
                    .flatMap(path -> path.getOperations().values().stream())
                    .forEach(ProblemResponses::complete);
        }
    }

    private static void complete(Operation operation) {
        APIResponses responses = operation.getResponses();
        if (responses == null) {
            responses = OASFactory.createAPIResponses();
            operation.setResponses(responses);
        }
        if (responses.getAPIResponses() != null) {
            responses.getAPIResponses().forEach((status, response) -> {
                if (isFailure(status) && response.getContent() == null && response.getRef() == null) {
                    response.setContent(content());
                }
            });
        }
        if (responses.getDefaultValue() == null) {
            APIResponse other =
                    OASFactory.createAPIResponse().description("Any other problem").content(content());
            responses.setDefaultValue(other);
        }
    }

    private static boolean isFailure(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static Content content() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(REFERENCE)));
    }

    private static Schema problem() {
        Schema error = object()
                .description("One thing that is wrong with the input")
                .addProperty("pointer", text("Where it stands: a JSON Pointer, or a name after #query/ or #header/"))
                .addProperty("code", text("A stable code"))
                .addProperty("detail", text("A sentence for people"))
                .addRequired("pointer")
                .addRequired("code")
                .addRequired("detail");
        return object()
                .description("A problem document (RFC 9457). Codes may add further members.")
                .addProperty("type", text("A URI that names the kind of problem").format("uri"))
                .addProperty("title", text("A summary, the same for each occurrence"))
                .addProperty(
                        "status",
                        OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).description("The HTTP status"))
                .addProperty("detail", text("What happened this time"))
                .addProperty("instance", text("The path of the request"))
                .addProperty("code", text("The stable code to branch on, the last part of type"))
                .addProperty("request_id", text("The id of the request, as in X-Request-Id"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(error))
                .addRequired("type")
                .addRequired("title")
                .addRequired("status")
                .addRequired("code")
                .additionalPropertiesBoolean(true);
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
