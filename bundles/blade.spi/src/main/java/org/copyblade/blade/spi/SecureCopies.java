package org.copyblade.blade.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a blade whose storage may keep copies secure, so that nobody can end them before a time: to say so before a backup
 * is given up. One that is given up is lost to restores at once, though its copies lie whole on the storage.
 */
@ConsumerType
public interface SecureCopies {

    /**
     * What would forbid the withdrawal of a group now, each with the instant until which it does, where the storage tells it;
     * nothing for a group that is gone. Changes nothing. (R14)
     *
     * @param binding newest one, of whatever state
     */
    List<BladeFinding> planWithdraw(CopyGroup group, Binding binding, Call call) throws BladeException;
}
