package cloud.lariba.gateway.openapi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the services' OpenAPI documents are gathered. */
@ConfigMapping(prefix = "lariba.gateway.openapi")
public interface OpenApiConfig {

    /** How long a service may take to give its document. */
    @WithDefault("2S")
    Duration timeout();

    /** How long the merged document is repeated before the services are asked again. */
    @WithDefault("30S")
    Duration kept();

    /** The version that the document names. */
    String version();
}
