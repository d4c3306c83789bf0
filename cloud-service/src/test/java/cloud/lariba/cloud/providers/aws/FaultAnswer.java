package cloud.lariba.cloud.providers.aws;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * What a caller gets.
 *
 * @param status of HTTP
 * @param headers without those of the connection
 * @param body whole
 */
record FaultAnswer(int status, MultiMap headers, Buffer body) {

    private static final int FAILED = 400;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final String REQUEST_ID = "00000000-0000-4000-8000-000000000000";

    boolean succeeded() {
        return status < FAILED;
    }

    FaultAnswer withBody(Buffer other) {
        return new FaultAnswer(status, headers, other);
    }

    /** An error with the status and the form that the service's protocol gives it. */
    static FaultAnswer error(FaultCall call, int status, String code, String message) {
        String xml =
                switch (call.service()) {
                    case "ec2" -> """
                            <Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors>\
                            <RequestID>%s</RequestID></Response>""";
                    case "s3" -> """
                            <Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>""";
                    case "ssm" -> """
                            {"__type": "%s", "message": "%s", "request": "%s"}""";
                    default -> """
                            <ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>\
                            <RequestId>%s</RequestId></ErrorResponse>""";
                };
        String type = call.service().equals("ssm") ? "application/x-amz-json-1.1" : "text/xml";
        return new FaultAnswer(
                status,
                MultiMap.caseInsensitiveMultiMap().set("Content-Type", type),
                Buffer.buffer(xml.formatted(code, message, REQUEST_ID)));
    }

    /** The service asks to call less often, in its own words. */
    static FaultAnswer throttled(FaultCall call) {
        String message = "Rate exceeded";
        return switch (call.service()) {
            case "ec2" -> error(call, UNAVAILABLE, "RequestLimitExceeded", message);
            case "s3" -> error(call, UNAVAILABLE, "SlowDown", message);
            case "ssm" -> error(call, FAILED, "ThrottlingException", message);
            default -> error(call, FAILED, "Throttling", message);
        };
    }

    /** The service fails. */
    static FaultAnswer broken(FaultCall call) {
        return error(call, SERVER_ERROR, "InternalError", "An internal error has occurred");
    }
}
