package cloud.lariba.gateway.requests;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How large the head of a request may be. The server's own limits lie above these, so that refusals can be explained. */
@ConfigMapping(prefix = "lariba.gateway.limits")
public interface RequestLimits {

    /** The largest request target, in bytes. */
    @WithDefault("8K")
    MemorySize uri();

    /** The largest header section, in bytes. */
    @WithDefault("16K")
    MemorySize headers();
}
