// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Harnesses call the programs' main methods and take over how they leave. */
class MainInsideAnotherProgramTest {
    private final List<Integer> exits = new ArrayList<>();

    @TempDir
    private Path temp;

    @BeforeEach
    void takeOver() {
        Exit.setExitProcedure((code, message) -> exits.add(code));
    }

    @AfterEach
    void giveBack() {
        Exit.resetExitProcedure();
    }

    @Test
    void usageErrorsLeaveThroughExit() {
        ConnectDistributed.main(new String[] {});
        ConnectStandalone.main(new String[] {"--help"});

        assertEquals(List.of(1, 1), exits);
    }

    @Test
    void startUpErrorsLeaveThroughExit() throws Exception {
        ConnectDistributed.main(new String[] {temp.resolve("none.properties").toString()});
        Path empty = Files.createFile(temp.resolve("empty.properties"));
        ConnectStandalone.main(new String[] {empty.toString()});
        Path emptyPath = Files.writeString(temp.resolve("path.properties"), "plugin.path=\n");
        ConnectDistributed.main(new String[] {emptyPath.toString()});

        assertEquals(List.of(2, 2, 2), exits);
    }
}
