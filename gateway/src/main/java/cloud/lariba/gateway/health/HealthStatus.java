package cloud.lariba.gateway.health;

/** How well something works. */
enum HealthStatus {
    /** Everything works. */
    UP,
    /** Some of it works. */
    DEGRADED,
    /** Nothing of it works. */
    DOWN
}
