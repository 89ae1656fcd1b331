// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the order of the house: imports go down or sideways without a loop, never up. */
class HouseTest {
    private static final String CONNECT = "org.apache.kafka.connect.";
    private static final String ROOT = "org.apache.kafka.connect.runtime";

    /** Storeys from the ground up; each package of this module stands on exactly one. */
    private static final List<Set<String>> STOREYS = List.of(
            Set.of("model", "concurrent", "logging", "info", "metrics", "security", "config", "plugins"),
            Set.of(
                    "clients",
                    "storage.config",
                    "storage.offset",
                    "storage.status",
                    "group.protocol",
                    "group.assignor",
                    "group.member"),
            Set.of("lifecycle", "errors", "", "pipeline", "source", "sink", "worker"),
            Set.of("validation", "herder", "herder.standalone", "herder.distributed"),
            Set.of("rest.errors", "rest.forward", "rest.resources", "rest.server", "assembly", "cli"));

    /** Published packages beside the house, and the storey whose roof they stand on. */
    private static final Map<String, Integer> BESIDE =
            Map.of("converters", 0, "connector.policy", 0, "util", 1, "cli", 4);

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> location.contains("/connect-runtime/"))
                .importPackages("org.apache.kafka.connect");
        assertTrue(classes.size() > 100, "the classes of the runtime were not found");
    }

    @Test
    void everyPackageHasItsStorey() {
        Set<String> unknown = new TreeSet<>();
        classes.forEach(type -> {
            if (storey(type.getPackageName()) < 0) {
                unknown.add(type.getPackageName());
            }
        });
        assertEquals(Set.of(), unknown);
    }

    @Test
    void everyPackageHasItsRowOnThePage() throws IOException {
        String rows = Files.readAllLines(Path.of("../docs/architecture.md")).stream()
                .filter(line -> line.startsWith("| "))
                .collect(Collectors.joining("\n"));
        Set<String> missing = new TreeSet<>(BESIDE.keySet());
        STOREYS.forEach(missing::addAll);
        missing.removeIf(name -> rows.contains("`" + (name.isEmpty() ? ROOT : name) + "`")
                || rows.contains("`" + name.replaceAll("\\..*", ".*") + "`"));
        assertEquals(Set.of(), missing);
    }

    @Test
    void importsNeverGoUp() {
        List<String> upwards = new ArrayList<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName();
                boolean inHouse = classes.contain(dependency.getTargetClass().getName());
                if (inHouse && storey(target) > storey(type.getPackageName())) {
                    upwards.add(dependency.getDescription());
                }
            }
        }
        assertEquals(List.of(), upwards.stream().distinct().sorted().toList());
    }

    @Test
    void packagesFormNoLoop() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return classes.contain(type.getName())
                                ? SliceIdentifier.of(type.getPackageName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void kafkaInternalsStayWithTheGroupMember() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".group.member..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.clients..internals..", "org.apache.kafka.common..internals..")
                .check(classes);
    }

    @Test
    void jettyAndJerseyStayInTheDoor() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".rest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty..", "org.glassfish..", "jakarta.servlet..")
                .check(classes);
    }

    @Test
    void jacksonStaysWhereJsonIsSpoken() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".rest..", ROOT + ".info..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..")
                .check(classes);
    }

    @Test
    void namesSayWhatAThingIs() {
        List<String> vague = classes.stream()
                .filter(type -> type.getPackageName().startsWith(ROOT))
                .map(JavaClass::getSimpleName)
                .filter(name -> name.matches(".*(Util|Utils|Helper|Manager|Impl)"))
                .sorted()
                .toList();
        assertEquals(List.of(), vague);
    }

    @Test
    void noTwoClassesShareAName() {
        Map<String, Long> counts = classes.stream()
                .filter(type -> type.getPackageName().startsWith(ROOT))
                .filter(type -> !type.isNestedClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
        counts.values().removeIf(count -> count == 1);
        assertEquals(Map.of(), counts);
    }

    private static int storey(String packageName) {
        if (packageName.equals(ROOT)) {
            return 2;
        }
        if (packageName.startsWith(ROOT + ".")) {
            String shelf = packageName.substring(ROOT.length() + 1);
            for (int storey = 0; storey < STOREYS.size(); storey++) {
                if (STOREYS.get(storey).contains(shelf)) {
                    return storey;
                }
            }
            return -1;
        }
        return BESIDE.getOrDefault(packageName.substring(CONNECT.length()), -1);
    }
}
