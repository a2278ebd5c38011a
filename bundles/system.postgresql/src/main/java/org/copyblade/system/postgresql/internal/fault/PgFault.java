package org.copyblade.system.postgresql.internal.fault;

import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemException.Recovery;

/** What can go wrong with a PostgreSQL server, each with its code and with what the manager may do about it. */
public enum PgFault {
    /** A configuration value cannot be used. */
    CONFIG(Recovery.FIX_REQUEST),
    /** Nothing answers. */
    DOWN(Recovery.RETRY),
    /** The server answers, but is starting up or shutting down. */
    STARTING(Recovery.RETRY),
    /** The server refuses the login. */
    PASSWORD(Recovery.FIX_REQUEST),
    /** The database to connect to is not there. */
    DATABASE(Recovery.FIX_REQUEST),
    /** The role lacks a right. */
    RIGHTS(Recovery.FIX_REQUEST),
    /** The server is older than this adapter can protect. */
    VERSION(Recovery.FIX_REQUEST),
    /** The server has no connection left. */
    BUSY(Recovery.RETRY),
    /** The data directory belongs to another server, or to one on another host. */
    WRONG_DIRECTORY(Recovery.FIX_REQUEST),
    /** Files of the server cannot be read or written by this process. */
    ACCESS(Recovery.FIX_REQUEST),
    /** The control file is missing, damaged or of an unknown form. */
    CONTROL(Recovery.ASK_OPERATOR),
    /** The call took longer than it may. */
    DEADLINE(Recovery.LOOK_FIRST),
    /** Nobody wanted the result any more. */
    CANCELLED(Recovery.LOOK_FIRST),
    /** A query failed. */
    SQL(Recovery.LOOK_FIRST),
    /** More is unwritten on the host than the window allows. */
    DIRTY(Recovery.RETRY),
    /** The guards could not hold the server. */
    GUARD(Recovery.RETRY),
    /** A token is of another system, or of a form this version does not know. */
    TOKEN(Recovery.FIX_REQUEST),
    /** The server's settings do not allow backup mode. */
    SETTING(Recovery.FIX_REQUEST),
    /** The session that held backup mode is gone. */
    SESSION(Recovery.ASK_OPERATOR),
    /** Timeline or role of the server changed in between. */
    EPOCH(Recovery.ASK_OPERATOR),
    /** The server runs where it must not. */
    RUNNING(Recovery.FIX_REQUEST),
    /** A restored directory is not complete. */
    INCOMPLETE(Recovery.LOOK_FIRST),
    /** The server did not stop. */
    STOP(Recovery.ASK_OPERATOR),
    /** The server did not start. */
    START(Recovery.ASK_OPERATOR),
    /** A program of this host is missing or failed. */
    HOST(Recovery.ASK_OPERATOR);

    private final Recovery recovery;

    PgFault(Recovery recovery) {
        this.recovery = recovery;
    }

    String code() {
        return "PG-" + name().replace('_', '-');
    }

    public SystemException error(String text, String hint) {
        return new SystemException(code(), text, hint, recovery);
    }

    public boolean is(SystemException e) {
        return code().equals(e.code());
    }
}
