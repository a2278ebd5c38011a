package org.copyblade.shell.internal.command;

import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import org.copyblade.api.BackupId;
import org.copyblade.api.RunId;

/** Writes ids as what people type. */
final class IdsAsText extends SimpleModule {

    private static final long serialVersionUID = 1L;

    IdsAsText() {
        addSerializer(BackupId.class, ToStringSerializer.instance);
        addSerializer(RunId.class, ToStringSerializer.instance);
    }
}
