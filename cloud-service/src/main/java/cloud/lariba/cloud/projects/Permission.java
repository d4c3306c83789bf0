package cloud.lariba.cloud.projects;

/** What a member may do with a project's services. */
public enum Permission {
    /** See services, operations and events. */
    READ_SERVICES,
    /** Create, change and delete services. */
    MANAGE_SERVICES,
    /** Be shown keys, passwords and presigned URLs. */
    USE_CREDENTIALS
}
