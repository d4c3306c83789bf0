package cloud.lariba.user;

import cloud.lariba.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_layers_are_kept() {
        ArchitectureRules.check("cloud.lariba.user");
    }
}
