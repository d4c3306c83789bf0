package cloud.lariba.project.projects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.problem.ProblemException;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProjectFieldsTest {

    @Property(tries = 500)
    void everyWellFormedNameIsTaken(@ForAll("names") String name) {
        assertEquals(name, new ProjectFields(name, null, null).check().name());
    }

    @Property(tries = 500)
    void aNameWithOneForeignCharacterIsRefused(@ForAll("names") String name, @ForAll char c) {
        if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
            return;
        }
        assertThrows(ProblemException.class, () -> new ProjectFields(name + c, null, null).check());
        assertThrows(ProblemException.class, () -> new ProjectFields(c + name, null, null).check());
    }

    @Property(tries = 100)
    void checkingWhatWasCheckedChangesNothing(
            @ForAll("names") String name, @ForAll("labels") Map<String, String> labels) {
        ProjectFields.Checked once = new ProjectFields(name, "d", labels).check();
        ProjectFields.Checked twice = new ProjectFields(once.name(), once.description(), once.labels()).check();

        assertEquals(once, twice);
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> first = Arbitraries.chars().range('a', 'z').map(String::valueOf);
        Arbitrary<String> rest = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('-')
                .ofMaxLength(62);
        return first.flatMap(letter -> rest.map(tail -> letter + tail));
    }

    @Provide
    Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofMinLength(1)
                                .ofMaxLength(63),
                        Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(255))
                .ofMaxSize(10);
    }
}
