// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.runtime.concurrent.Waiter;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;

/**
 * Where changes of the config topic wait for the herder loop.
 *
 * <p>Thread: filled by the reader of the config topic, emptied by the loop.
 */
final class ConfigInbox implements ConfigStore.Listener {
    private final Waiter loop;
    private List<ConfigChange> waiting = new ArrayList<>();

    ConfigInbox(Waiter loop) {
        this.loop = loop;
    }

    @Override
    public void changed(ClusterConfig snapshot, List<ConfigChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        synchronized (this) { // two threads, one list
            waiting.addAll(changes);
        }
        loop.wakeup();
    }

    /** Everything that came since the last call, in order. */
    synchronized List<ConfigChange> take() { // as changed
        List<ConfigChange> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }
}
