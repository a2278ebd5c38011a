/** Requests, sessions, jobs, pairs and codes of the face. */
package org.copyblade.lab.vsp.internal;
