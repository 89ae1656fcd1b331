// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StateRatioTest {
    private enum Light {
        RED,
        GREEN
    }

    @Test
    void sharesAddUpWhileStatesChange() {
        StateRatio<Light> ratio = new StateRatio<>(Light.class, Light.RED, 100);
        assertEquals(0.0, ratio.share(Light.RED, 100));

        ratio.enter(Light.GREEN, 200);
        ratio.enter(Light.RED, 500);

        assertEquals(0.75, ratio.share(Light.GREEN, 500));
        assertEquals(0.4, ratio.share(Light.RED, 600), 1e-9);
        assertEquals(Light.RED, ratio.state());
    }
}
