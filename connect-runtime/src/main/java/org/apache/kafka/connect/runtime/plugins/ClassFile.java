// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outside of a class, read from its bytes without loading it. Names are as in the bytes, with slashes.
 *
 * @param superName null for {@code java/lang/Object} alone
 * @param publicNoArgConstructor whether an instance can be made with nothing given
 * @param members declared fields and methods as {@code name + descriptor}; empty unless asked for
 * @param references classes and members of the framework that it uses; empty unless asked for
 * @param uses all classes that it names, but those of the platform; empty unless asked for
 */
record ClassFile(
        String name,
        @Nullable String superName,
        List<String> interfaces,
        int access,
        boolean publicNoArgConstructor,
        Set<String> members,
        List<Reference> references,
        List<String> uses) {

    /**
     * Something the class needs: a class, or a field or method of it.
     *
     * @param member {@code name + descriptor}; null for the class alone
     */
    record Reference(String owner, @Nullable String member) {
        @Override
        public String toString() {
            String dotted = owner.replace('/', '.');
            return member == null ? dotted : dotted + "#" + member;
        }
    }

    /** What to read beside the header. */
    enum Detail {
        REFERENCES,
        MEMBERS
    }

    private static final int MAGIC = 0xCAFEBABE;
    private static final byte[] FRAMEWORK = "org/apache/kafka/".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] PLATFORM = "java/".getBytes(StandardCharsets.US_ASCII);

    boolean isConcrete() {
        return !Modifier.isAbstract(access) && !Modifier.isInterface(access);
    }

    String className() {
        return name.replace('/', '.');
    }

    /** @throws IllegalArgumentException when these are not the bytes of a class */
    static ClassFile read(byte[] bytes, Detail detail) {
        try {
            return new Reader(bytes).read(detail);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not a readable class file", e);
        }
    }

    /** Walks the bytes once; the constant pool is kept as offsets and decoded only where needed. */
    private static final class Reader {
        private final ByteBuffer in;
        private int[] offsets = new int[0];

        Reader(byte[] bytes) {
            this.in = ByteBuffer.wrap(bytes);
        }

        ClassFile read(Detail detail) {
            if (in.getInt() != MAGIC) {
                throw new IllegalArgumentException("wrong magic number");
            }
            in.position(8);
            readPool();
            int access = u2();
            String name = className(u2());
            int superIndex = u2();
            String superName = superIndex == 0 ? null : className(superIndex);
            List<String> interfaces = new ArrayList<>();
            for (int count = u2(); count > 0; count--) {
                interfaces.add(className(u2()));
            }
            Set<String> members = new HashSet<>();
            readMembers(detail, members);
            boolean constructor = readMembers(detail, members);
            boolean withReferences = detail == Detail.REFERENCES;
            return new ClassFile(
                    name,
                    superName,
                    List.copyOf(interfaces),
                    access,
                    constructor,
                    members,
                    withReferences ? references(name) : List.of(),
                    withReferences ? uses() : List.of());
        }

        private void readPool() {
            int count = u2();
            offsets = new int[count];
            for (int i = 1; i < count; i++) {
                offsets[i] = in.position();
                int tag = in.get();
                switch (tag) {
                    case 1 -> skip(u2());
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(4);
                    case 5, 6 -> {
                        skip(8);
                        i++;
                    }
                    case 7, 8, 16, 19, 20 -> skip(2);
                    case 15 -> skip(3);
                    default -> throw new IllegalArgumentException("unknown constant " + tag);
                }
            }
        }

        /** Reads fields or methods; true when there is a public constructor without parameters among them. */
        private boolean readMembers(Detail detail, Set<String> members) {
            boolean constructor = false;
            for (int count = u2(); count > 0; count--) {
                int access = u2();
                int name = u2();
                int descriptor = u2();
                if (detail == Detail.MEMBERS) {
                    members.add(utf8(name) + utf8(descriptor));
                }
                if (Modifier.isPublic(access) && is(name, "<init>") && is(descriptor, "()V")) {
                    constructor = true;
                }
                for (int attributes = u2(); attributes > 0; attributes--) {
                    skip(2);
                    skip(in.getInt());
                }
            }
            return constructor;
        }

        private List<Reference> references(String self) {
            List<Reference> found = new ArrayList<>();
            for (int i = 1; i < offsets.length; i++) {
                int offset = offsets[i];
                int tag = offset == 0 ? 0 : in.get(offset);
                if (tag == 7 && isFramework(u2(offset + 1))) {
                    add(found, self, className(i), null);
                } else if (tag >= 9 && tag <= 11 && isFramework(u2(offsets[u2(offset + 1)] + 1))) {
                    int nameAndType = offsets[u2(offset + 3)];
                    String member = utf8(u2(nameAndType + 1)) + utf8(u2(nameAndType + 3));
                    add(found, self, className(u2(offset + 1)), member);
                }
            }
            return found;
        }

        private List<String> uses() {
            List<String> found = new ArrayList<>();
            for (int i = 1; i < offsets.length; i++) {
                int offset = offsets[i];
                if (offset != 0 && in.get(offset) == 7 && !startsWith(u2(offset + 1), PLATFORM)) {
                    found.add(className(i));
                }
            }
            return found;
        }

        private static void add(List<Reference> found, String self, String owner, @Nullable String member) {
            if (!owner.equals(self)) {
                found.add(new Reference(owner, member));
            }
        }

        private boolean isFramework(int utf8Index) {
            return startsWith(utf8Index, FRAMEWORK);
        }

        private boolean startsWith(int utf8Index, byte[] prefix) {
            int offset = offsets[utf8Index];
            if (u2(offset + 1) < prefix.length) {
                return false;
            }
            for (int i = 0; i < prefix.length; i++) {
                if (in.get(offset + 3 + i) != prefix[i]) {
                    return false;
                }
            }
            return true;
        }

        private boolean is(int utf8Index, String text) {
            return u2(offsets[utf8Index] + 1) == text.length()
                    && utf8(utf8Index).equals(text);
        }

        private String className(int classIndex) {
            return utf8(u2(offsets[classIndex] + 1));
        }

        private String utf8(int index) {
            int offset = offsets[index];
            return new String(in.array(), offset + 3, u2(offset + 1), StandardCharsets.UTF_8);
        }

        private int u2() {
            return in.getShort() & 0xFFFF;
        }

        private int u2(int offset) {
            return in.getShort(offset) & 0xFFFF;
        }

        private void skip(int count) {
            in.position(in.position() + count);
        }
    }
}
