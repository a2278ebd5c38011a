/** Requests, resources, documents, jobs and refusals of the face. */
package org.copyblade.lab.powermax.internal;
