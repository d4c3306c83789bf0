package cloud.lariba.project.projects;

/** How a mutation of a project ended. */
public sealed interface Outcome {

    /** It was carried out. */
    record Changed(ProjectView project) implements Outcome {}

    /** It was a dry-run. */
    record Planned(Plan plan) implements Outcome {}
}
