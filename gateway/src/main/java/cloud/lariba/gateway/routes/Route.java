package cloud.lariba.gateway.routes;

import java.time.Duration;

/**
 * Where requests under a path go, and within which limits.
 *
 * @param path the path that the route begins with, such as {@code /users}; also its name in metrics
 * @param upstream the service that answers
 * @param bodyLimit the largest request body, in bytes
 * @param responseTimeout how long both sides may be silent before the answer begins; zero for as long as the client stays
 * @param secretPath whether paths of the route hold secrets, so that they are not logged
 */
public record Route(String path, Upstream upstream, long bodyLimit, Duration responseTimeout, boolean secretPath) {}
