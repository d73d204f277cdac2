services = {
  web = {
    image = "web:1"
  }
  api = {
    image    = "api:1"
    replicas = "3"
    ports    = [{ port = 8080 }, { port = "8443", protocol = "tls" }]
    limits   = { memory = "1Gi" }
    labels   = { tier = 2 }
  }
}
most_replicas = null
