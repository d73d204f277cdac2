locals {
  list = [for x var.names : x]
}
