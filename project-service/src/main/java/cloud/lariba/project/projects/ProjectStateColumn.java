package cloud.lariba.project.projects;

import cloud.lariba.project.access.ProjectState;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Stores the state by its name in the API. */
@Converter(autoApply = true)
class ProjectStateColumn implements AttributeConverter<ProjectState, String> {

    @Override
    public String convertToDatabaseColumn(ProjectState state) {
        return state.wireName();
    }

    @Override
    public ProjectState convertToEntityAttribute(String name) {
        return ProjectState.named(name).orElseThrow();
    }
}
