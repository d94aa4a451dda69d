package dev.agentsessions.http;

/** The methods that endpoints take. HEAD and OPTIONS follow from them. */
enum Method {
  GET,
  POST,
  PUT,
  PATCH,
  DELETE
}
