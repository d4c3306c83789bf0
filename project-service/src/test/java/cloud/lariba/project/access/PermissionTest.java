package cloud.lariba.project.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PermissionTest {

    /** One line for each permission: which of the roles, in this order, may. */
    private static final String MATRIX = """
                            viewer developer billing admin owner
            READ            yes    yes       yes     yes   yes
            CHANGE          no     no        no      yes   yes
            SET_QUOTA       no     no        no      yes   yes
            SET_BUDGET      no     no        yes     yes   yes
            MANAGE_MEMBERS  no     no        no      yes   yes
            MANAGE_WEBHOOKS no     no        no      yes   yes
            READ_AUDIT      no     no        no      yes   yes
            DELETE          no     no        no      no    yes
            """;

    @ParameterizedTest(name = "{1}: {0} = {2}")
    @MethodSource
    void everyRoleMayDoWhatTheMatrixSays(Permission permission, Role role, boolean granted) {
        assertEquals(granted, permission.isGrantedTo(role));
    }

    static Stream<Arguments> everyRoleMayDoWhatTheMatrixSays() {
        List<String> lines = MATRIX.lines().toList();
        List<Role> roles = Arrays.stream(lines.getFirst().strip().split(" +"))
                .map(Role::named)
                .toList();
        List<Arguments> cells = lines.stream()
                .skip(1)
                .map(line -> line.split(" +"))
                .flatMap(cell -> roles.stream()
                        .map(role -> Arguments.of(
                                Permission.valueOf(cell[0]), role, cell[1 + roles.indexOf(role)].equals("yes"))))
                .toList();
        assertEquals(Permission.values().length * Role.values().length, cells.size());
        return cells.stream();
    }
}
