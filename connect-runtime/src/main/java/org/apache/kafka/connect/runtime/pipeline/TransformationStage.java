// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.pipeline;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One transformation with the predicate that guards it.
 *
 * @param alias          its name in the connector's configuration
 * @param transformation the transformation
 * @param predicateAlias name of the predicate, null when there is none
 * @param predicate      the predicate, null when there is none
 * @param negate         whether the transformation applies where the predicate does not
 */
public record TransformationStage<R extends ConnectRecord<R>>(
        String alias,
        LoadedPlugin<Transformation<R>> transformation,
        @Nullable String predicateAlias,
        @Nullable LoadedPlugin<Predicate<R>> predicate,
        boolean negate) {

    @Nullable
    R apply(R message, StageLoader loader) {
        if (predicate != null) {
            loader.enter(predicate.loader());
            if (predicate.instance().test(message) == negate) {
                return message;
            }
        }
        loader.enter(transformation.loader());
        return transformation.instance().apply(message);
    }
}
