/** Requests, sessions, documents and resources of z/OSMF. */
package org.copyblade.lab.zosmf.internal.http;
