// Requests to the service: JSON in, JSON out, faults as ApiError.

export class ApiError extends Error {
    constructor(
        readonly status: number, // 0: no answer
        message: string,
        readonly remedy?: string,
    ) {
        super(message);
    }
}

interface Problem {
    title?: string;
    detail?: string;
    message?: string;
    remedy?: string;
}

let token = sessionStorage.getItem("token") ?? "";
export function setToken(value: string): void {
    token = value;
    sessionStorage.setItem("token", value);
}

async function request(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = new Headers(init.headers);
    if (token) headers.set("Authorization", `Bearer ${token}`);
    let response: Response;
    try {
        response = await fetch(path, { ...init, headers });
    } catch {
        throw new ApiError(0, "the service does not answer");
    }
    const text = await response.text();
    let body: unknown;
    try {
        body = text ? JSON.parse(text) : {};
    } catch {
        throw new ApiError(response.status, `the service answered with ${response.status} and no JSON`);
    }
    const listed = (body as { errors?: Problem[] }).errors;
    const problem = listed?.[0] ?? (response.ok ? undefined : (body as Problem));
    if (problem) {
        const message = problem.detail ?? problem.message ?? problem.title ?? `status ${response.status}`;
        throw new ApiError(response.status, message, problem.remedy);
    }
    return body;
}

export const get = (path: string, parameters: Record<string, string | number | undefined> = {}): Promise<unknown> => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(parameters)) if (value !== undefined) query.set(key, String(value));
    return request(query.size > 0 ? `${path}?${query}` : path);
};

export const post = (path: string, body: unknown): Promise<unknown> =>
    request(path, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify(body) });

export const remove = (path: string): Promise<unknown> => request(path, { method: "DELETE" });
