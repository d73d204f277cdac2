variable "services" {
  type = map(object({
    image    = string
    replicas = optional(number, 2)
    ports    = optional(list(object({
      port     = number
      protocol = optional(string, "tcp")
    })), [{ port = 80 }])
    limits = optional(object({
      cpu    = optional(string, "500m")
      memory = optional(string)
    }), {})
    labels = optional(map(string), {})
  }))

  validation {
    condition     = alltrue([for name, one in var.services : one.replicas <= var.most_replicas])
    error_message = "No service may have more than ${var.most_replicas} replicas."
  }
  validation {
    condition     = length(var.services) > 0
    error_message = "At least one service."
  }
}

variable "most_replicas" {
  type     = number
  default  = 5
  nullable = false
}

locals {
  ports = merge([
    for name, service in var.services : {
      for index, port in service.ports :
      "${name}/${port.port}" => merge(port, { service = name, index = index })
    }
  ]...)
}

resource "terraform_data" "service" {
  for_each = var.services
  input    = each.value
}

resource "terraform_data" "port" {
  for_each = local.ports
  input    = each.value
  triggers_replace = terraform_data.service[each.value.service].id
}

output "services" {
  value = terraform_data.service
}

output "memory" {
  value = { for name, one in var.services : name => coalesce(one.limits.memory, "unlimited") }
}
