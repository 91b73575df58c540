package io.gongkai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The walls between the modules stand as their package-info files say. */
class ModularityTest {

    private final ApplicationModules modules = ApplicationModules.of(GongkaiApplication.class);

    @Test
    void modulesUseOnlyWhatTheyDeclare() {
        modules.verify();
    }

    /** A module that declares nothing may use everything, and {@code verify()} stays silent about it. */
    @Test
    void everyModuleDeclaresWhatItUses() {
        assertThat(modules.stream()
                        .filter(module -> !module.getIdentifier().toString().equals("shared")))
                .hasSizeGreaterThan(10)
                .allSatisfy(module -> assertThat(module.getBasePackage().findAnnotation(ApplicationModule.class))
                        .as(module.getDisplayName())
                        .get()
                        .extracting(ApplicationModule::allowedDependencies)
                        .isNotEqualTo(new String[] {ApplicationModule.OPEN_TOKEN}));
    }
}
