package cloud.lariba.identity;

/**
 * The role by which the token of each service is known, for {@code @RolesAllowed}: an internal route names the services that it is for, so that a
 * service that was taken over can do no more than it has to. {@link #ANY} is every service of the installation.
 */
public final class ServiceRole {

    /** Any service. */
    public static final String ANY = "service";
    /** auth-service. */
    public static final String AUTH = "service:auth";
    /** user-service. */
    public static final String USER = "service:user";
    /** project-service. */
    public static final String PROJECT = "service:project";
    /** cloud-service. */
    public static final String CLOUD = "service:cloud";
    /** analytics-service. */
    public static final String ANALYTICS = "service:analytics";

    /** What stands before a service's short name in the subject of its tokens. */
    static final String PREFIX = "service:";

    private ServiceRole() {}
}
